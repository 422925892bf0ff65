// The door on a slow line: its form works before the program is here, and the program takes over what was typed. How long that
// takes is measured by `cargo xtask lighthouse`.
import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { at, visit } from "../support/stage.mjs";
import { PASSWORD, TEAM } from "../support/team.mjs";

const NO_SESSION = "401 /auth/refresh";
/** Holds the program back until it is let go. */
async function held(page) {
	let letGo;
	const gate = new Promise((open) => (letGo = open));
	await page.route(/\/assets\/admin\.[^/]+\.wasm$/, async (route) => {
		await gate;
		await route.continue();
	});
	return letGo;
}

suite("the door", () => {
	for (const path of ["/login", "/signup", "/forgot"]) {
		test(`${path} takes what is typed before the program is here`, () =>
			visit({ language: "ar", tolerates: [NO_SESSION] }, async (page) => {
				const letGo = await held(page);
				await page.goto(at("app", path), { waitUntil: "commit" });
				await page.fill("#door input[autocomplete=username]", "noura@example.com");
				letGo();
				// The program takes over without losing a letter.
				await page.waitForSelector("#email");
				assert.equal(await page.inputValue("#email"), "noura@example.com");
				assert.equal(await page.locator("#door").count(), 0);
			}));
	}

	test("what was sent before the program came leads inside", () =>
		visit({ language: "en", tolerates: [NO_SESSION] }, async (page) => {
			const letGo = await held(page);
			await page.goto(at("app", "/login"), { waitUntil: "commit" });
			await page.fill("#door-email", TEAM.en);
			await page.fill("#door-password", PASSWORD);
			const answered = page.waitForResponse(/\/auth\/login$/);
			await page.keyboard.press("Enter");
			assert.equal((await answered).status(), 200);
			letGo();
			await page.waitForURL(/\/dukkan\//);
		}));

	test("a wrong password is told before the program came, and may be mended after", () =>
		visit({ language: "en", tolerates: [NO_SESSION, "401 /auth/login"] }, async (page) => {
			const letGo = await held(page);
			await page.goto(at("app", "/"), { waitUntil: "commit" });
			await page.fill("#door-email", TEAM.en);
			await page.fill("#door-password", "not the password");
			await page.keyboard.press("Enter");
			await page.waitForSelector(".door-told:not(:empty)");
			letGo();
			await page.waitForSelector("#password");
			assert.equal(await page.inputValue("#email"), TEAM.en);
			await page.fill("#password", PASSWORD);
			await page.keyboard.press("Enter");
			await page.waitForURL(/\/dukkan\//);
		}));

	test("one logs in by the keyboard alone", () =>
		visit({ language: "en", tolerates: [NO_SESSION] }, async (page) => {
			await page.goto(at("app", "/login"));
			await page.waitForSelector("#email:focus");
			await page.keyboard.type(TEAM.en);
			await page.keyboard.press("Tab");
			assert.equal(await page.evaluate(() => document.activeElement.id), "password");
			await page.keyboard.type(PASSWORD);
			await page.keyboard.press("Enter");
			await page.waitForURL(/\/dukkan\//);
		}));
});
