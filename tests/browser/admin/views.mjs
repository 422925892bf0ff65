// Saved views of a list and the choice of its columns: kept under a name, found again in another browser, by oneself and, if
// they are the team's, by a colleague who may look but not change; in both languages, on a phone and at a desk.
import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { findings, tooWide } from "../support/look.mjs";
import { as, found, join, mark, run, somebody } from "../support/people.mjs";
import { WIDTHS } from "../support/stage.mjs";
import { ROWS } from "../support/team.mjs";

const WORDS = {
	ar: { keep: "حفظ العرض", team: "للفريق كله", mine: "غير المدفوعة", shared: "للتوصيل اليوم", other: "توصيل الغد", changes: "حفظ التغييرات", asNew: "حفظ كعرض جديد", rename: "تغيير الاسم", remove: "حذف العرض", acts: "إجراءات العرض", columns: "الأعمدة" },
	en: { keep: "Save view", team: "The whole team", mine: "Not paid", shared: "Deliver today", other: "Deliver tomorrow", changes: "Save changes", asNew: "Save as a new view", rename: "Rename", remove: "Delete view", acts: "Acts on the view", columns: "Columns" },
};

/** A shop with two orders, and its owner. */
async function shop(language) {
	const owner = await somebody("Noura Views", language);
	const slug = await found(owner);
	const create = "mutation($i: CatalogItemCreateInput!) { catalogItemCreate(input: $i) { item { id } userErrors { field code } } }";
	const { item } = await run(owner, create, { i: { type: "PRODUCT", name: { ar: "قهوة عربية", en: "Arabic coffee" }, price: "2.500", status: "ACTIVE" } }, slug);
	const record = "mutation($i: OrderRecordInput!) { orderRecord(input: $i) { order { id } userErrors { field code } } }";
	for (const name of ["نورة الصباح", "Daniel Okafor"]) {
		const input = { lines: [{ itemId: item.id, quantity: 2 }], customer: { name, phone: "50000106" }, fulfilment: "PICKUP", channel: "PHONE", idempotencyKey: mark().padEnd(12, "x") };
		await run(owner, record, { i: input }, slug);
	}
	return { owner, slug };
}

const list = (page) => page.waitForSelector(`.list-body[aria-busy=false] :is(${ROWS})`);
const tab = (page, name) => page.locator(".view-tab", { hasText: name });
const current = (page) => page.locator(".view-tab[aria-current]").innerText();
const heads = (page) => page.locator("thead th").allInnerTexts();

/** Keeps what stands there under a name. */
async function keep(page, words, name, isShared) {
	await page.waitForSelector("dialog[open] #view-name");
	await page.fill("#view-name", name);
	if (isShared) await page.locator("dialog[open] label", { hasText: words.team }).click();
	await page.locator("dialog[open] button[type=submit]").click();
	await page.waitForFunction(() => !document.querySelector("dialog[open]"));
	await page.locator(".view-tab[aria-current]", { hasText: name }).waitFor();
}

/** Opens the view's menu and presses an act. */
async function act(page, words, name) {
	await page.locator(`.menu-view summary[aria-label="${words.acts}"]`).click();
	await page.locator(".menu-view").getByRole("button", { name }).click();
}

suite("saved views", { concurrency: 2 }, () => {
	for (const [language, viewport] of [["ar", WIDTHS.phone], ["en", WIDTHS.desk]]) {
		const words = WORDS[language];

		test(`a view is kept, shared, renamed and deleted, and a colleague sees the team's alone (${language})`, async () => {
			const { owner, slug } = await shop(language);
			const member = await somebody("Salem Views", language);
			await join(owner, slug, member, "MEMBER");
			const orders = `/${slug}/orders`;
			await as(owner, orders, { language, viewport }, async (page) => {
				await list(page);
				assert.equal(await page.locator(".view-tab, .view-keep").count(), 0, "the plain list is no view");
				await page.goto(`${page.url()}?paid=no`);
				await list(page);
				await page.getByRole("button", { name: words.keep }).click();
				await page.locator("dialog[open] button[type=submit]").click();
				await page.locator("dialog[open] .field-error").waitFor();
				await keep(page, words, words.mine, false);
				assert.match(page.url(), /view=viw_\w+&paid=no$/);

				// Another filter is a change of the view, kept as a new one.
				await page.locator(".pills .pill").nth(1).click();
				await page.waitForURL(/status=pending/);
				await page.locator(".view-tab[aria-current] .view-changed").waitFor();
				await act(page, words, words.asNew);
				await keep(page, words, words.shared, true);
				assert.deepEqual(await findings(page), []);
				assert.deepEqual(await tooWide(page), []);
			});
			// Another browser of the same person.
			await as(owner, orders, { language, viewport }, async (page) => {
				await tab(page, words.shared).click();
				await page.waitForURL(/status=pending/);
				await list(page);
				await act(page, words, words.rename);
				await keep(page, words, words.other, false);
				await tab(page, words.mine).click();
				await page.waitForFunction((name) => document.querySelector(".view-tab[aria-current]")?.textContent.includes(name), words.mine);
				assert.doesNotMatch(page.url(), /status=/);
				await page.goBack();
				await page.waitForFunction((name) => document.querySelector(".view-tab[aria-current]")?.textContent.includes(name), words.other);
			});
			// The colleague looks through the team's view and keeps their own, but changes nothing of the team's.
			await as(member, orders, { language, viewport }, async (page) => {
				await tab(page, words.other).waitFor();
				assert.equal(await tab(page, words.mine).count(), 0, "one's own is nobody else's");
				await tab(page, words.other).focus();
				await page.keyboard.press("Enter");
				await page.waitForURL(/status=pending/);
				await list(page);
				await page.locator(".menu-view summary").click();
				for (const name of [words.rename, words.remove, words.changes]) {
					assert.equal(await page.locator(".menu-view").getByRole("button", { name }).count(), 0, name);
				}
				await page.locator(".menu-view").getByRole("button", { name: words.asNew }).click();
				await page.waitForSelector("dialog[open] #view-name");
				assert.equal(await page.locator("dialog[open] [type=radio]").count(), 0, "a member shares nothing");
				await keep(page, words, words.other, false);
			});
			await as(owner, orders, { language, viewport }, async (page) => {
				await tab(page, words.other).click();
				await act(page, words, words.remove);
				await page.locator("dialog[open] button[type=submit]").click();
				await tab(page, words.other).waitFor({ state: "detached" });
				assert.equal(new URL(page.url()).search, "");
				await tab(page, words.mine).waitFor();
			});
		});

		test(`columns are chosen for the list and for a view, and the cards stay whole (${language})`, async () => {
			const { owner, slug } = await shop(language);
			const orders = `/${slug}/orders`;
			await as(owner, orders, { language, viewport: WIDTHS.desk }, async (page) => {
				await list(page);
				const all = await heads(page);
				const box = (index) => page.locator(".menu-columns input").nth(index);
				await page.locator(".menu-columns summary").click();
				assert.ok(await box(0).isDisabled(), "the first one stands");
				await box(2).uncheck();
				await page.waitForFunction((count) => document.querySelectorAll("thead th").length === count, all.length - 1);
				const shown = await heads(page);
				// Kept in this browser, without a word in the address.
				assert.equal(new URL(page.url()).search, "");
				await page.reload();
				await list(page);
				assert.deepEqual(await heads(page), shown);
				await page.getByRole("button", { name: words.keep }).click();
				await keep(page, words, words.mine, false);
				// More of them go within the view, until it is saved.
				await page.locator(".menu-columns summary").click();
				await box(4).uncheck();
				await page.keyboard.press("Escape");
				await page.waitForURL(/cols=/);
				await act(page, words, words.changes);
				await page.locator(".view-tab[aria-current] .view-changed").waitFor({ state: "detached" });
				assert.equal((await heads(page)).length, all.length - 2);
			});
			await as(owner, orders, { language, viewport: WIDTHS.desk }, async (page) => {
				await list(page);
				const all = (await heads(page)).length;
				await tab(page, words.mine).click();
				await page.waitForFunction((count) => document.querySelectorAll("thead th").length === count, all - 2);
				assert.equal(await current(page), words.mine);
				assert.deepEqual(await findings(page), []);
			});
			await as(owner, orders, { language, viewport: WIDTHS.phone }, async (page) => {
				await tab(page, words.mine).click();
				await page.waitForURL(/view=/);
				await page.waitForSelector("a.row-card .card-total");
				assert.ok(!(await page.locator(".menu-columns").isVisible()));
				assert.deepEqual(await tooWide(page), []);
			});
		});
	}
});
