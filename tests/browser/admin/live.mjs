// The line to the server is cut while one looks at the inbox: it is mended by itself, and nothing that came meanwhile is missed.
import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { filledCheckout, sendCheckout } from "../support/http.mjs";
import { PERSON } from "../support/shop.mjs";
import { WIDTHS, at, stage, visit } from "../support/stage.mjs";
import { ROWS, enter } from "../support/team.mjs";

const order = async (name) => sendCheckout(stage, await filledCheckout(stage, "arabic-coffee", { ...PERSON, name }));

suite("what comes in", () => {
	test("a cut line is mended, and what came meanwhile stands in the list", () =>
		visit({ language: "en", viewport: WIDTHS.desk, tolerates: ["401 /auth/refresh"] }, async (page) => {
			const lines = [];
			let isUp = true;
			await page.routeWebSocket(/\/graphql$/, (line) => {
				lines.push(line);
				if (isUp) line.connectToServer();
				else line.close({ code: 1011 });
			});
			await enter(page, "owner@dukkan.example");
			await page.goto(at("app", "/dukkan/inbox"));
			await page.waitForSelector(`.list-body[aria-busy=false] :is(${ROWS})`);
			await page.mouse.move(2, 2);
			const row = (name) => page.locator("tr.row", { hasText: name });
			// The list asks by itself every half minute, too: what is waited for below comes sooner.
			const told = `Heard ${Date.now()}`;
			await order(told);
			await row(told).waitFor({ timeout: 10_000 });

			isUp = false;
			await lines.at(-1).close({ code: 1011 });
			const missed = `Missed ${Date.now()}`;
			await order(missed);
			await page.waitForTimeout(1500);
			assert.equal(await row(missed).count(), 0, "nobody listens now");
			isUp = true;
			await page.evaluate(() => dispatchEvent(new Event("online")));
			await row(missed).waitFor({ timeout: 10_000 });
			const again = `Again ${Date.now()}`;
			await order(again);
			await row(again).waitFor({ timeout: 10_000 });
		}));
});
