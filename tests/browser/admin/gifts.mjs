// Donations and pledges in the app: a promised gift is received and its receipt opens, a pledge takes a payment; their looks.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import { findings, tooWide } from "../support/look.mjs";
import { PICTURES } from "../support/place.mjs";
import { WIDTHS, at, settled, visit } from "../support/stage.mjs";
import { PASSWORD, ROWS, signIn } from "../support/team.mjs";

const NARROW = { width: 360, height: 740 };
/** A charity's people, by the language they read. */
const PEOPLE = { ar: "owner@khair.example", en: "member@khair.example" };

mkdirSync(PICTURES, { recursive: true });

/** Signs in to the charity and opens a list. */
function inTheCharity({ language, viewport = WIDTHS.desk }, path, act) {
	return visit({ language, viewport, tolerates: ["401 /auth/refresh"] }, async (page) => {
		await page.goto(at("app", "/"));
		await signIn(page, PEOPLE[language], PASSWORD);
		await page.waitForURL("**/khair/**");
		await page.goto(at("app", path));
		await page.waitForSelector(`.list-body[aria-busy=false] :is(${ROWS})`);
		await act(page);
	});
}

async function openFirst(page) {
	await page.locator(ROWS).first().click();
	await page.waitForSelector(".timeline .event");
}

suite("gifts in the app", () => {
	test("the team receives a promised gift, and its receipt opens", () =>
		inTheCharity({ language: "en" }, "/khair/donations?status=pending", async (page) => {
			await openFirst(page);
			await page.locator(".act-bar .button-primary").click();
			await page.waitForSelector("dialog[open] #method");
			await page.fill("#method", "transfer");
			await page.locator("dialog[open] button[type=submit]").click();
			const receipt = page.locator(".receipt-row a");
			await receipt.waitFor();
			const number = (await receipt.innerText()).trim();
			const [sheet] = await Promise.all([page.context().waitForEvent("page"), receipt.click()]);
			await sheet.waitForSelector(".receipt");
			assert.ok((await sheet.locator(".receipt-number").innerText()).includes(number));
		}));

	test("the team notes a payment of a pledge and takes it back", () =>
		inTheCharity({ language: "en" }, "/khair/pledges?status=active", async (page) => {
			await openFirst(page);
			const before = await page.locator(".receipt-row").count();
			await page.locator(".act-bar .button-primary").click();
			await page.waitForSelector("dialog[open] #amount");
			await page.fill("#amount", "٥٫٢٥٠");
			await page.fill("#method", "cash");
			await page.locator("dialog[open] button[type=submit]").click();
			await page.waitForFunction((least) => document.querySelectorAll(".receipt-row").length > least, before);
			assert.match(await page.locator(".receipt-rows").innerText(), /5\.250/);
			await page.waitForSelector(".act-bar .button[aria-disabled=false]");
			await page.locator(".receipt-row", { hasText: "5.250" }).getByRole("button").first().click();
			await page.fill("dialog[open] textarea", "counted twice");
			await page.locator("dialog[open] button[type=submit]").click();
			await page.waitForSelector(".receipt-row .unpaid");
		}));

	const PAGES = {
		donations: ["/khair/donations", async () => {}],
		donation: ["/khair/donations?status=received", openFirst],
		pledges: ["/khair/pledges", async () => {}],
		pledge: ["/khair/pledges?status=active", openFirst],
	};
	for (const [name, [path, open]] of Object.entries(PAGES)) {
		test(`app page ${name} is accessible and fits every screen`, async () => {
			for (const language of ["ar", "en"]) {
				await inTheCharity({ language, viewport: WIDTHS.phone }, path, async (page) => {
					await open(page);
					for (const [device, viewport] of Object.entries({ narrow: NARROW, ...WIDTHS })) {
						await page.setViewportSize(viewport);
						for (const colorScheme of ["light", "dark"]) {
							await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
							await settled(page);
							await page.waitForTimeout(400);
							const where = `${name}, ${language}, ${device}, ${colorScheme}`;
							await page.screenshot({ path: join(PICTURES, `app-${name}-${language}-${viewport.width}-${colorScheme}.png`) });
							assert.deepEqual(await tooWide(page), [], `${where}: scrolls sideways`);
							assert.deepEqual(await findings(page), [], `${where}: axe`);
						}
					}
				});
			}
		});
	}
});
