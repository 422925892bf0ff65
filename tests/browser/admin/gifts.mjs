// Donations and pledges in the app: a promised gift is received and its receipt opens, a pledge takes a payment.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";

import { run, signedIn } from "../support/people.mjs";
import { WIDTHS, at, visit } from "../support/stage.mjs";
import { PASSWORD, ROWS, signIn } from "../support/team.mjs";

/** A charity's people, by the language they read. */
const PEOPLE = { ar: "owner@khair.example", en: "member@khair.example" };

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
	for (const kind of ["donations", "pledges"])
		test(`one of the ${kind} is given its number in another program, which no other may have`, () =>
			inTheCharity({ language: "en" }, `/khair/${kind}`, async (page) => {
				const name = async (text) => {
					await page.locator(".reference summary").click();
					await page.fill("#reference", text);
					await page.locator(".reference button[type=submit]").click();
				};
				const reference = `ERP-${Date.now()}`;
				await openFirst(page);
				await name(reference);
				await page.locator(".reference-now", { hasText: reference }).waitFor();
				assert.match(await page.locator(".timeline .event").first().innerText(), new RegExp(`→ ${reference}`));
				await page.goBack();
				await page.waitForSelector(`.list-body[aria-busy=false] :is(${ROWS})`);
				await page.locator(ROWS).nth(1).click();
				await page.waitForSelector(".timeline .event");
				await name(reference);
				await page.locator(".reference .field-error").waitFor();
				assert.equal(await page.locator(".reference-now").count(), 0, "a refusal changes nothing");
			}));

	test("the team receives a promised gift, and its receipt opens", () =>
		inTheCharity({ language: "en" }, "/khair/donations?status=pending", async (page) => {
			await openFirst(page);
			await page.locator(".act-bar .button-primary").click();
			await page.waitForSelector("dialog[open] #method");
			await page.getByRole("button", { name: "Bank transfer" }).click();
			assert.equal(await page.inputValue("#method"), "Bank transfer");
			await page.locator("dialog[open] button[type=submit]").click();
			const receipt = page.locator(".receipt-row a");
			await receipt.waitFor();
			await page.locator(".facts dd", { hasText: /^Bank transfer$/ }).waitFor();
			const number = (await receipt.innerText()).trim();
			const [sheet] = await Promise.all([page.context().waitForEvent("page"), receipt.click()]);
			await sheet.waitForSelector(".receipt");
			assert.ok((await sheet.locator(".receipt-number").innerText()).includes(number));
		}));

	for (const [kind, prefix] of Object.entries({ donations: "DON-", pledges: "PLG-" })) {
		test(`the list of ${kind} goes out as a file, narrowed as it stands`, () =>
			inTheCharity({ language: "ar" }, `/khair/${kind}?q=${prefix}00001`, async (page) => {
				const [file] = await Promise.all([page.waitForEvent("download"), page.locator(".export-button").click()]);
				const lines = readFileSync(await file.path(), "utf8").trim().split("\r\n");
				assert.match(file.suggestedFilename(), new RegExp(`^${kind}.*\\.csv$`));
				assert.equal(lines.length, 2, "its head and the one that was searched for");
				assert.match(lines[1], new RegExp(`${prefix}00001`));
			}));
	}

	test("the dashboard's received money leads to the gifts whose money came on those days", () =>
		inTheCharity({ language: "en" }, "/khair/donations", async (page) => {
			await page.goto(at("app", "/khair/dashboard"));
			await page.locator(".figure-link", { hasText: "Received" }).click();
			await page.waitForURL(/by=received/);
			await page.waitForSelector(`.list-body[aria-busy=false] :is(${ROWS})`);
			const { from, to } = Object.fromEntries(new URL(page.url()).searchParams);
			const query = "query($d: DateRangeInput!) { donations(first: 1, where: { status: [RECEIVED], receivedDays: $d }) { totalCount { value } } }";
			const { totalCount } = await run(await signedIn(PEOPLE.en), query, { d: { from, to } }, "khair");
			assert.equal(Number.parseInt((await page.locator(".page-count").innerText()).replace(",", ""), 10), totalCount.value);
			// The pill says which days these are, and lets them go.
			await page.locator(".menu-days summary", { hasText: /Received \d/ }).click();
			await page.getByRole("button", { name: "Any day" }).click();
			await page.waitForURL((url) => !/by=|from=/.test(url.search));
		}));

	test("the team notes a payment of a pledge and takes it back", () =>
		inTheCharity({ language: "en" }, "/khair/pledges?status=active", async (page) => {
			await openFirst(page);
			const before = await page.locator(".receipt-row").count();
			await page.locator(".act-bar .button-primary").click();
			await page.waitForSelector("dialog[open] #amount");
			await page.fill("#method", "cash");
			await page.locator("dialog[open] button[type=submit]").click();
			await page.waitForSelector("#amount[aria-invalid=true]");
			assert.equal(await page.locator("#method[aria-invalid]").count(), 0, "what is missing is told beside its own field");
			await page.fill("#amount", "٥٫٢٥٠");
			await page.locator("dialog[open] button[type=submit]").click();
			await page.waitForFunction((least) => document.querySelectorAll(".receipt-row").length > least, before);
			assert.match(await page.locator(".receipt-rows").innerText(), /5\.250[^]*Cash · /);
			await page.waitForSelector(".act-bar .button[aria-disabled=false]");
			await page.locator(".receipt-row", { hasText: "5.250" }).getByRole("button").first().click();
			await page.fill("dialog[open] textarea", "counted twice");
			await page.locator("dialog[open] button[type=submit]").click();
			await page.waitForSelector(".receipt-row:has(s) .unpaid");
		}));
});
