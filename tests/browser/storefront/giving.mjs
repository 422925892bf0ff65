// Giving with scripts switched off, in both languages: a donation, a pledge in parts, the lost link; and their pages' looks.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import { findings, tooWide } from "../support/look.mjs";
import { PICTURES } from "../support/place.mjs";
import { words } from "../support/shop.mjs";
import { LANGUAGES, WIDTHS, at, settled, visit } from "../support/stage.mjs";

/** What the pages say. */
const SAID = {
	ar: { give: "تبرّع الآن", pledge: "تعهّد الآن", amount: "5.250 د.ك", part: "30.000 د.ك", hidden: "فاعل خير" },
	en: { give: "Donate now", pledge: "Pledge now", amount: "KWD 5.250", part: "KWD 30.000", hidden: "Anonymous" },
};

mkdirSync(PICTURES, { recursive: true });

/** From a campaign's page to its form. */
async function openForm(page, language, slug, act) {
	await page.goto(at("khair", `${LANGUAGES[language].prefix}/i/${slug}`));
	await page.getByRole("link", { name: SAID[language][act] }).first().click();
	await page.waitForSelector("form.split");
}

async function send(page) {
	await page.locator("form.split .split-side .button").click();
}

/** Fills in a donation, typed as an Arabic keyboard types. */
async function donate(page, name) {
	await page.fill("#amount", "٥٫٢٥٠");
	await page.locator(".choice", { has: page.locator("input[value=sadaqah]") }).click();
	await page.fill("#name", name);
	await page.locator("#anonymous").check();
	await page.fill("#phone", "٩٩٩٩ ٤٣٢١");
	await send(page);
	await page.waitForURL("**/thanks/*");
}

/** Fills in a pledge of 90 in three monthly parts. */
async function pledge(page, name) {
	const day = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
	await page.fill("#amount", "٩٠");
	await page.fill("#target_date", day);
	await page.locator(".choice", { has: page.locator("input[value=monthly]") }).click();
	await page.fill("#count", "٣");
	await page.fill("#name", name);
	await page.fill("#phone", "99994321");
	await send(page);
	await page.waitForURL("**/thanks/*");
}

for (const language of ["ar", "en"]) {
	const viewport = { ar: WIDTHS.phone, en: WIDTHS.desk }[language];
	const said = SAID[language];

	test(`somebody gives with scripts switched off, in ${language}, and finds the lost link again`, () =>
		visit({ language, viewport, script: false }, async (page) => {
			await openForm(page, language, "dig-a-well", "give");
			const [refusal] = await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST"), send(page)]);
			assert.equal(refusal.status(), 422);
			const fields = await page.locator("#errors a").evaluateAll((all) => all.map((link) => link.getAttribute("href").slice(1)));
			assert.deepEqual(fields, ["name", "phone"], "an amount is proposed already");
			await donate(page, "هند المخفية");
			const number = await words(page, ".number-value");
			assert.match(number, /^DON-\d{5,}$/);
			await page.locator(".thanks-head .button").first().click();
			await page.waitForURL("**/s/*");
			assert.match(await words(page, ".columns"), new RegExp(said.amount.replace(".", "\\.")));
			await page.goto(at("khair", `${LANGUAGES[language].prefix}/i/dig-a-well`));
			assert.doesNotMatch(await page.content(), /هند المخفية/);
			await page.goto(at("khair", `${LANGUAGES[language].prefix}/s`));
			await page.fill("#number", number);
			await page.fill("#phone", "٩٩٩٩٤٣٢١");
			await page.locator(".find-page form .button, main form .button").first().click();
			await page.waitForURL("**/s/*");
			assert.match(await words(page, ".page-title"), new RegExp(number));
		}));

	test(`somebody pledges in three parts with scripts switched off, in ${language}`, () =>
		visit({ language, viewport, script: false }, async (page) => {
			await openForm(page, language, "palm-endowment", "pledge");
			await pledge(page, "سارة");
			assert.match(await words(page, ".number-value"), /^PLG-\d{5,}$/);
			await page.locator(".thanks-head .button").first().click();
			await page.waitForURL("**/s/*");
			assert.equal(await page.locator(".parts tbody tr").count(), 3);
			assert.match(await words(page, ".parts tbody tr"), new RegExp(said.part.replace(".", "\\.")));
		}));
}

/** The pages of giving: how one gets there. */
const PAGES = {
	campaign: (page, language) => page.goto(at("khair", `${LANGUAGES[language].prefix}/i/dig-a-well`)),
	donate: (page, language) => openForm(page, language, "dig-a-well", "give"),
	"donate-errors": async (page, language) => {
		await openForm(page, language, "dig-a-well", "give");
		await page.fill("#amount", "1.2345");
		await Promise.all([page.waitForEvent("load"), send(page)]);
	},
	"donate-thanks": async (page, language) => {
		await openForm(page, language, "dig-a-well", "give");
		await donate(page, "منى");
	},
	pledge: (page, language) => openForm(page, language, "palm-endowment", "pledge"),
	"pledge-status": async (page, language) => {
		await openForm(page, language, "palm-endowment", "pledge");
		await pledge(page, "منى");
		await page.locator(".thanks-head .button").first().click();
		await page.waitForURL("**/s/*");
	},
	find: (page, language) => page.goto(at("khair", `${LANGUAGES[language].prefix}/s`)),
};

suite("every page of giving", () => {
	for (const [name, open] of Object.entries(PAGES)) {
		test(`page ${name} is accessible and fits every screen`, async () => {
			for (const language of ["ar", "en"]) {
				await visit({ language, viewport: { width: 360, height: 740 } }, async (page) => {
					await open(page, language);
					await settled(page);
					assert.deepEqual(await tooWide(page), [], `${language}, 360 px: scrolls sideways`);
					for (const viewport of Object.values(WIDTHS)) {
						await page.setViewportSize(viewport);
						await settled(page);
						const where = `${language}, ${viewport.width} px`;
						assert.deepEqual(await tooWide(page), [], `${where}: scrolls sideways`);
						await page.screenshot({ path: join(PICTURES, `giving-${name}-${language}-${viewport.width}.png`), fullPage: true });
						assert.deepEqual(await findings(page), [], `${where}: axe`);
					}
				});
			}
		});
	}
});
