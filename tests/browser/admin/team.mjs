// A team's work in the app: sign in, find an order, move it, note something, sign out.
import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { ask, filledCheckout, sendCheckout } from "../support/http.mjs";
import { PERSON } from "../support/shop.mjs";
import { WIDTHS, at, stage, visit } from "../support/stage.mjs";
import { PASSWORD, ROWS, TEAM, signIn, signedIn } from "../support/team.mjs";

suite("the team", () => {
	test("a wrong password is told beside the form, and nothing of a session is kept", () =>
		visit({ language: "en", tolerates: ["401 /auth/refresh", "401 /auth/login"] }, async (page) => {
			await page.goto(at("app", "/"));
			await signIn(page, TEAM.en, "not the password");
			await page.waitForSelector(".form-notice .notice-danger");
			assert.match(new URL(page.url()).pathname, /^\/login/);
			assert.equal(await page.inputValue("#email"), TEAM.en, "the address is not lost");
			assert.deepEqual(await page.context().cookies(), []);
		}));

	for (const [language, viewport] of [["ar", WIDTHS.phone], ["en", WIDTHS.desk]]) {
		test(`the team confirms and fulfils a shopper's order (${language})`, async () => {
			const name = `Shopper ${Date.now()}`;
			const thanks = await sendCheckout(stage, await filledCheckout(stage, "arabic-coffee", { ...PERSON, name }));
			await signedIn({ language, viewport }, async (page) => {
				// Search finds it by name, and the address says what is searched for.
				await page.fill(".search-input", name);
				await page.waitForURL(/[?&]q=/);
				await page.waitForFunction((rows) => document.querySelectorAll(`.list-body[aria-busy=false] :is(${rows})`).length === 1, ROWS);
				await page.locator(ROWS).click();
				const state = page.locator(".order-head");
				await page.waitForSelector(".order-state .state-text");
				const before = await state.innerText();
				await page.locator(".button-primary:visible").first().click();
				await page.waitForFunction((text) => document.querySelector(".order-head").innerText !== text, before);
				const confirmed = await state.innerText();
				// The buttons are deaf for a moment after an act, so that a double tap does not go on.
				await page.waitForSelector(".button-primary[aria-disabled=false]:visible");
				await page.locator(".button-primary:visible").first().click();
				await page.waitForFunction((text) => document.querySelector(".order-head").innerText !== text, confirmed);

				const note = "سلّمناه للحارس — left with the guard <b>";
				await page.fill(".note-box textarea", note);
				await page.locator(".note-box:has(textarea) button").click();
				await page.waitForSelector(".event-note");
				assert.equal(await page.locator(".event-note").first().innerText(), note, "a note is text and nothing else");
				assert.equal(await page.locator(".timeline .event").count(), 4, "submitted, confirmed, fulfilled, noted");

				// What the shopper sees by their link.
				const shopper = await ask(stage, "dukkan", thanks.replace("/thanks/", "/s/"));
				assert.equal(shopper.status, 200);
				assert.doesNotMatch(shopper.bytes.toString(), /left with the guard/, "a note is the team's alone");
			});
		});
	}

	test("a cancellation asks for a reason first, and Escape takes it back", () =>
		signedIn({ language: "en", viewport: WIDTHS.desk }, async (page) => {
			await page.goto(at("app", "/dukkan/orders?status=pending"));
			await page.waitForSelector(".list-body[aria-busy=false] a.row-link");
			await page.locator(ROWS).first().click();
			await page.waitForSelector(".order-state .state-text");
			const before = await page.locator(".order-head").innerText();
			await page.getByRole("button", { name: "Cancel", exact: true }).first().click();
			await page.waitForSelector("dialog[open] textarea");
			await page.keyboard.press("Escape");
			await page.waitForFunction(() => !document.querySelector("dialog[open]"));
			assert.equal(await page.locator(".order-head").innerText(), before);
		}));

	test("a session outlives a reload, holds no token a script could read, and ends with the log-out", () =>
		signedIn({ language: "en", viewport: WIDTHS.desk, tolerates: ["401 /auth/refresh"] }, async (page) => {
			await page.reload();
			await page.waitForSelector(ROWS);
			const readable = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]));
			assert.doesNotMatch(readable, /eyJ/, "no token in reach of a script");
			const [cookie] = await page.context().cookies(at("app", "/auth"));
			assert.ok(cookie.httpOnly && cookie.sameSite === "Strict" && cookie.path === "/auth");
		}));

	test("the password opens no other tenant", () =>
		visit({ language: "en", tolerates: ["401 /auth/refresh", "403 /graphql", "404 /graphql"] }, async (page) => {
			await page.goto(at("app", "/"));
			await signIn(page, TEAM.en, PASSWORD);
			await page.waitForSelector(ROWS);
			await page.goto(at("app", "/khair/orders"));
			await page.waitForSelector("#main");
			await page.waitForTimeout(1500);
			assert.equal(await page.locator(ROWS).count(), 0, "no order of the charity is shown to the shop's team");
		}));

	test("the menu leads through all parts of the app, and the browser's history back", () =>
		signedIn({ language: "en", viewport: WIDTHS.desk }, async (page) => {
			const PAGES = { catalog: ".list-body[aria-busy=false] a.row-link", dashboard: "#over-time", orders: ROWS, team: ".entry-name" };
			for (const [name, shown] of Object.entries(PAGES)) {
				await page.locator(`nav a[href$="/dukkan/${name}"]`).first().click();
				await page.waitForURL((url) => url.pathname === `/dukkan/${name}`);
				await page.waitForSelector(shown);
			}
			for (const [name, shown] of Object.entries(PAGES).reverse().slice(1)) {
				await page.goBack();
				await page.waitForURL((url) => url.pathname === `/dukkan/${name}`);
				await page.waitForSelector(shown);
			}
		}));

	test("the keyboard goes anywhere: Ctrl+K, G and a letter, `?`", () =>
		signedIn({ language: "en", viewport: WIDTHS.desk }, async (page) => {
			await page.keyboard.press("Control+k");
			await page.waitForSelector("dialog[open] #palette:focus");
			await page.keyboard.type("tea");
			await page.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
			await page.keyboard.press("Enter");
			await page.waitForURL(/\/dukkan\/team$/);
			// Another part of the app has that page: it is loaded at the same address.
			await page.waitForSelector(".entry-name");
			await page.keyboard.press("g");
			await page.keyboard.press("c");
			await page.waitForURL(/\/dukkan\/catalog$/);
			await page.waitForSelector(".list-body[aria-busy=false]");
			await page.keyboard.press("?");
			await page.waitForSelector("dialog[open] .keys");
			await page.keyboard.press("Escape");
			await page.waitForFunction(() => !document.querySelector("dialog[open]"));
		}));
});
