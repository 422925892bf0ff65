// Ordering: with a script, without one, in both languages, by an impatient hand.
import assert from "node:assert/strict";
import { test } from "node:test";

import { filledCheckout, sendCheckout } from "../support/http.mjs";
import { PERSON, WORDS, counted, fillBasket, fillCheckout, numberOf, openItem, order, words } from "../support/shop.mjs";
import { LANGUAGES, WIDTHS, alive, at, stage, visit } from "../support/stage.mjs";

for (const language of ["ar", "en"]) {
	const name = { ar: "Arabic", en: "English" }[language];
	const viewport = { ar: WIDTHS.phone, en: WIDTHS.desk }[language];

	test(`a shopper orders in ${name} with the islands awake`, () =>
		visit({ language, viewport }, async (page) => {
			await openItem(page, language);
			await alive(page);
			const before = await page.evaluate(() => performance.timeOrigin);
			await page.locator(".choice", { hasText: WORDS[language].large }).click();
			await page.locator("[data-step='1']").click();
			assert.equal(await page.locator(".stepper-input").inputValue(), "2");
			await page.locator("[data-step='-1']").click();
			await page.locator(".buy-bar .button").click();
			await page.waitForSelector(".toast");
			assert.equal(await counted(page), 1);
			await page.locator(".buy-bar .button").click();
			await page.waitForFunction(() => document.querySelector(".basket-count").textContent === "2");
			assert.equal(await page.evaluate(() => performance.timeOrigin), before, "the page was loaded anew");
			await page.locator(".toast .button").click();
			await page.waitForURL("**/basket");
			await fromBasketToThanks(page, language, { counts: true });
			await page.goto(at("dukkan", `${LANGUAGES[language].prefix}/basket`));
			await alive(page);
			assert.equal(await counted(page), 0);
		}));

	test(`a shopper orders in ${name} with scripts switched off`, () =>
		visit({ language, viewport, script: false }, async (page) => {
			await openItem(page, language);
			await page.locator(".choice", { hasText: WORDS[language].large }).click();
			await page.fill(".stepper-input", "2");
			await page.locator(".buy-bar .button").click();
			await page.waitForURL("**/basket");
			await fromBasketToThanks(page, language, { counts: false });
			await page.goto(at("dukkan", `${LANGUAGES[language].prefix}/basket`));
			assert.equal(await words(page, ".empty-title"), WORDS[language].empty);
		}));
}

/** Two large pots in the basket: one is taken out, the checkout refuses an empty form, then takes a good one. */
async function fromBasketToThanks(page, language, { counts }) {
	const said = WORDS[language];
	assert.equal(await words(page, ".line-name"), said.item);
	assert.match(await words(page, ".line-options"), new RegExp(said.large));
	assert.equal(await words(page, ".stepper-count"), "2");
	await Promise.all([page.waitForEvent("load"), page.locator(".stepper-form button").first().click()]);
	assert.equal(await words(page, ".stepper-count"), "1");
	assert.equal(await words(page, ".line-total"), said.price);
	if (counts) {
		await alive(page);
		assert.equal(await counted(page), 1);
	}
	await page.locator(".split-side .button-primary").click();
	await page.waitForURL("**/checkout");
	await refusesAnEmptyForm(page, language);
	await fillCheckout(page, PERSON);
	await order(page);
	await numberOf(page);
	assert.equal(await words(page, ".card-soft .card-title"), said.pay);
	assert.match(await words(page, ".card-soft .prose"), /KW00 DEMO/);
	await page.locator(".thanks-head .button-primary").click();
	await page.waitForURL("**/s/*");
	assert.equal(await words(page, ".step[aria-current=step] .step-name"), said.pending);
	assert.match(await page.title(), new RegExp(said.brand));
}

async function refusesAnEmptyForm(page, language) {
	await page.fill("#email", "noura@");
	await page.fill("#note", "</textarea> & \"");
	const [answer] = await Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), order(page)]);
	assert.equal(answer.status(), 422);
	const links = page.locator("#errors a");
	const fields = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href").slice(1)));
	assert.deepEqual(fields, ["name", "phone", "email", "area", "block", "street", "house"]);
	for (const field of fields) {
		const input = page.locator(`#${field}`);
		assert.equal(await input.getAttribute("aria-invalid"), "true");
		const beside = (await input.getAttribute("aria-describedby")).split(" ").find((id) => id.endsWith("-error"));
		assert.ok(await page.locator(`#${beside}`).isVisible(), `${field} is not told beside the field`);
	}
	assert.equal(await words(page, "#name-error"), WORDS[language].name_missing);
	assert.equal(await page.inputValue("#email"), "noura@", "what was typed is lost");
	assert.equal(await page.inputValue("#note"), "</textarea> & \"", "what was typed is lost");
	await links.first().click();
	assert.equal(await page.evaluate(() => document.activeElement.id), "name");
}

test("a double click on the order button makes one order", () =>
	visit({ language: "en", viewport: WIDTHS.desk }, async (page) => {
		const orderOnce = async (send) => {
			await fillBasket(page, "en", "clay-mug");
			await page.goto(at("dukkan", "/en/checkout"));
			await fillCheckout(page);
			await send();
			return numberOf(page);
		};
		const button = page.locator(".checkout .split-side .button");
		const first = await orderOnce(() => button.click());
		const second = await orderOnce(() => button.dblclick());
		const third = await orderOnce(() => button.click());
		assert.deepEqual([second, third], [first + 1, first + 2]);
	}));

test("the same form sent five times at once makes one order", async () => {
	const filled = await filledCheckout(stage, "clay-mug", PERSON);
	const addresses = await Promise.all(Array.from({ length: 5 }, () => sendCheckout(stage, filled)));
	await visit({}, async (page) => {
		const numbers = new Set();
		for (const address of addresses) {
			await page.goto(at("dukkan", address));
			numbers.add(await numberOf(page));
		}
		assert.equal(numbers.size, 1);
	});
});

test("pick-up needs no address, and its sum has no delivery in it", () =>
	visit({ language: "en" }, async (page) => {
		await fillBasket(page, "en", "clay-mug");
		await page.goto(at("dukkan", "/en/checkout"));
		assert.match(await words(page, ".sum-delivery"), /Total KWD 5\.750/);
		await page.locator(".choice", { hasText: "Pick-up" }).click();
		assert.ok(!(await page.locator("#area").isVisible()));
		assert.match(await words(page, ".sum-pickup"), /Total KWD 4\.250/);
		await page.fill("#name", "Maria");
		await page.fill("#phone", "+971 50 123 4567");
		await order(page);
		await numberOf(page);
		assert.match(await words(page, ".columns"), /Total KWD 4\.250/);
	}));

test("who wants no motion still sees what was added, and has time to read it", () =>
	visit({ language: "en" }, async (page) => {
		await page.emulateMedia({ reducedMotion: "reduce" });
		await page.goto(at("dukkan", "/en/i/clay-mug"));
		await alive(page);
		await page.locator(".buy-bar .button").click();
		await page.waitForSelector(".toast");
		await page.waitForTimeout(1000);
		assert.ok(await page.locator(".toast").isVisible());
		assert.equal(await page.locator(".toast").evaluate((toast) => getComputedStyle(toast).opacity), "1");
	}));
