// The door on a slow line: its form works before the program is here, and the program takes over what was typed.
import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { at, visit } from "../support/stage.mjs";
import { PASSWORD, TEAM } from "../support/team.mjs";

const NO_SESSION = "401 /auth/refresh";
/** The lab's slow phone: 150 ms there and back, 1.6 Mbit/s, a processor four times slower than this one. */
const SLOW = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const USABLE_MS = 2_000;

async function slowed(page) {
	const session = await page.context().newCDPSession(page);
	await session.send("Network.enable");
	await session.send("Network.emulateNetworkConditions", SLOW);
	await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
}

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
		test(`${path} is usable within ${USABLE_MS} ms on a slow phone`, (t) =>
			visit({ language: "ar", tolerates: [NO_SESSION] }, async (page) => {
				await slowed(page);
				const began = Date.now();
				await page.goto(at("app", path), { waitUntil: "commit" });
				await page.waitForSelector("input[autocomplete=username]");
				await page.fill("input[autocomplete=username]", "noura@example.com");
				const took = Date.now() - began;
				t.diagnostic(`${path}: ${took} ms`);
				assert.ok(took < USABLE_MS, `the form took ${took} ms`);
				// The program takes over without losing a letter.
				await page.waitForSelector("#email", { timeout: 30_000 });
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
