// The operator's day, and what each role finds of the pages that look from above: a link and a page, or neither.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import { ask, filledCheckout, sendCheckout } from "../support/http.mjs";
import { findings, tooWide } from "../support/look.mjs";
import { run, signedIn } from "../support/people.mjs";
import { PICTURES } from "../support/place.mjs";
import { PERSON } from "../support/shop.mjs";
import { WIDTHS, at, settled, stage, visit } from "../support/stage.mjs";
import { PASSWORD, ROWS, signIn } from "../support/team.mjs";

mkdirSync(PICTURES, { recursive: true });

const NO_SESSION = "401 /auth/refresh";
const OPERATOR = "operator@sadu.example";
const NARROW = { width: 360, height: 740 };
/** The tenant that opens soon: nobody else's test needs it open. */
const SLUG = "warsha";

/** What stands on each page and nowhere else. */
const MARKS = { integrations: "#keys", activity: ".log-act" };

function signedInAs(email, { viewport = WIDTHS.desk, language = "en", tolerates = [] }, act) {
	return visit({ language, viewport, tolerates: [NO_SESSION, ...tolerates] }, async (page) => {
		await page.goto(at("app", "/"));
		await signIn(page, email, PASSWORD);
		await page.waitForSelector(".user-menu");
		await act(page);
	});
}

/** Looks at the page as it stands on every screen: axe, width, a picture. */
async function looked(page, name) {
	const before = page.viewportSize();
	for (const viewport of [NARROW, WIDTHS.phone, WIDTHS.desk]) {
		await page.setViewportSize(viewport);
		await page.emulateMedia({ reducedMotion: "reduce" });
		await settled(page);
		await page.waitForTimeout(300);
		const where = `${name}, ${viewport.width}`;
		assert.deepEqual(await tooWide(page), [], `${where}: scrolls sideways`);
		assert.deepEqual(await findings(page), [], `${where}: axe`);
		await page.screenshot({ path: join(PICTURES, `app-${name}-${viewport.width}.png`) });
	}
	await page.setViewportSize(before);
}

const storefront = async () => (await ask(stage, SLUG, "/")).status;

suite("the platform in the app", () => {
	test("an operator finds a tenant, closes it with a reason, opens it again, and the log tells both", async () => {
		for (const language of ["ar", "en"]) {
			const words = {
				ar: { suspend: "إيقاف", reactivate: "إعادة فتح" },
				en: { suspend: "Suspend", reactivate: "Reactivate" },
			}[language];
			await signedInAs(OPERATOR, { language }, async (page) => {
				// What was chosen on this device goes before the account's language.
				await page.evaluate((code) => localStorage.setItem("sadu.locale", code), language);
				await page.goto(at("app", "/platform"));
				await page.waitForSelector(".platform-tenant");
				await page.waitForSelector(".figure-now");
				assert.ok((await page.locator(".platform-tenant").count()) >= 4, "the demo's tenants");
				await looked(page, `platform-${language}`);
				await page.fill("#list-search", SLUG);
				await page.waitForURL(/q=warsha/);
				await page.waitForFunction(() => document.querySelectorAll(".platform-tenant").length === 1);
				assert.equal(await storefront(), 200, "the positive control");

				const act = (label) => page.locator(".platform-tenant .acts button", { hasText: label });
				await act(words.suspend).click();
				await page.waitForSelector("dialog[open] #reason");
				await page.locator("dialog[open] button[type=submit]").click();
				await page.waitForSelector("dialog[open] .field-error");
				await looked(page, `platform-suspend-${language}`);
				await page.fill("dialog[open] #reason", "unpaid · لم يُدفع");
				await page.locator("dialog[open] button[type=submit]").click();
				await page.waitForSelector(".platform-tenant .status-bad");
				const begun = Date.now();
				while ((await storefront()) !== 503) assert.ok(Date.now() - begun < 5000, "its pages are still open");

				await act(words.reactivate).click();
				await page.locator("dialog[open] button[type=submit]").click();
				await page.waitForSelector(".platform-tenant .status-done");
				const again = Date.now();
				while ((await storefront()) !== 200) assert.ok(Date.now() - again < 5000, "its pages are still closed");

				await page.goto(at("app", "/platform/log"));
				await page.waitForSelector(".log-line .log-number");
				const lines = await page.locator(".log-line").allTextContents();
				assert.ok(lines.slice(0, 6).some((line) => line.includes("unpaid")), lines.slice(0, 6).join("\n"));
				await looked(page, `platform-log-${language}`);
			});
		}
	});

	test("an operator erases a person at a tenant; what they did is still in the books", async () => {
		const phone = `+9655${String(Date.now()).slice(-7)}`;
		const name = `Forget Me ${phone}`;
		const owner = await signedIn("owner@dukkan.example");
		const thanks = await sendCheckout(stage, await filledCheckout(stage, "arabic-coffee", { ...PERSON, name, phone }));
		assert.ok(thanks);
		const found = async () => (await run(owner, "query($s: String!) { orders(first: 2, search: $s) { nodes { number total { amount } customer { name phone } } } }", { s: phone }, "dukkan")).nodes;
		const [before] = await found();
		assert.equal(before?.customer.name, name, "the positive control");
		await signedInAs(OPERATOR, {}, async (page) => {
			await page.goto(at("app", "/platform?q=dukkan"));
			await page.waitForFunction(() => document.querySelectorAll(".platform-tenant").length === 1);
			await page.locator(".platform-tenant").getByRole("button", { name: "Erase a person" }).click();
			await page.waitForSelector("dialog[open] #phone");
			await page.locator("dialog[open] button[type=submit]").click();
			await page.waitForSelector("dialog[open] .field-error");
			await looked(page, "platform-erase-en");
			await page.fill("dialog[open] #phone", phone);
			await page.fill("dialog[open] #reason", "asked for it by letter");
			await page.locator("dialog[open] button[type=submit]").click();
			await page.waitForFunction(() => !document.querySelector("dialog[open]"));
			assert.match(await page.locator(".toast").innerText(), /^Erased:\D*1\D/);
		});
		assert.deepEqual(await found(), [], "nobody is found by that phone");
		const { nodes } = await run(owner, "query($s: String!) { orders(first: 2, search: $s) { nodes { number total { amount } customer { name phone } } } }", { s: before.number }, "dukkan");
		assert.deepEqual([nodes[0].number, nodes[0].total], [before.number, before.total]);
		assert.doesNotMatch(JSON.stringify(nodes), /Forget Me|9655/);
	});

	test("each role finds the pages it may open, and nothing of the others, by hand neither", async () => {
		for (const [role, may] of [
			["member", []],
			["admin", ["integrations", "activity"]],
			["owner", ["integrations", "activity"]],
		]) {
			await signedInAs(`${role}@dukkan.example`, {}, async (page) => {
				await page.waitForSelector(".side-nav a");
				for (const name of ["integrations", "activity"]) {
					const link = page.locator(`.side-nav a[href="/dukkan/${name}"]`);
					assert.equal(await link.count(), may.includes(name) ? 1 : 0, `${role}: link to ${name}`);
				}
				assert.equal(await page.locator('a[href="/platform"]').count(), 0, `${role}: link to the platform`);
				await page.goto(at("app", "/dukkan/orders"));
				await page.waitForSelector(ROWS);
				assert.equal(await page.locator(".export-button").count(), may.length > 0 ? 1 : 0, `${role}: export`);
				for (const name of ["integrations", "activity"]) {
					await page.goto(at("app", `/dukkan/${name}`));
					await page.waitForSelector(may.includes(name) ? MARKS[name] : ".empty");
					if (!may.includes(name)) assert.equal(await page.locator(MARKS[name]).count(), 0, `${role}: ${name} by hand`);
				}
				for (const path of ["/platform", "/platform/log"]) {
					await page.goto(at("app", path));
					await page.waitForSelector(".empty");
					assert.equal(await page.locator(".platform").count(), 0, `${role}: ${path} by hand`);
				}
			});
		}
	});

	test("integrations and the log are accessible and fit every screen", async () => {
		await signedInAs("owner@dukkan.example", { language: "ar" }, async (page) => {
			await page.goto(at("app", "/dukkan/integrations"));
			await page.waitForSelector("#keys");
			await looked(page, "integrations-ar");
			await page.goto(at("app", "/dukkan/activity"));
			await page.waitForSelector(".log-act");
			await looked(page, "activity-ar");
		});
		await signedInAs("admin@dukkan.example", { language: "en" }, async (page) => {
			await page.goto(at("app", "/dukkan/integrations"));
			await page.waitForSelector("#keys");
			await looked(page, "integrations-en");
			await page.goto(at("app", "/dukkan/activity?actor=team&kind=order"));
			await page.waitForSelector(".list-body[aria-busy=false]");
			await looked(page, "activity-en");
		});
	});
});
