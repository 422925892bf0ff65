// The lists beside the submissions' own: the team, what was sent to whom, who did what, and acts on many items. Each is
// searched, narrowed, sorted and kept as a view like any other, in both languages, on a phone and at a desk.
import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { findings, tooWide } from "../support/look.mjs";
import { INVITATION, letterTo } from "../support/letters.mjs";
import { as, found, join, mark, run, somebody } from "../support/people.mjs";
import { WIDTHS } from "../support/stage.mjs";

const WORDS = {
	ar: { all: "تحديد كل ما في هذه الصفحة", resend: "إعادة إرسال الدعوة", send: "إرسال مرة أخرى", keep: "حفظ العرض", team: "للفريق كله", anyDay: "كل الأيام", hide: "أخفه من المتجر", items: ["تمر", "دلة", "قهوة"] },
	en: { all: "Select everything on this page", resend: "Send the invitation again", send: "Send again", keep: "Save view", team: "The whole team", anyDay: "Any day", hide: "Take it off the shop", items: ["Coffee", "Dates", "دلة"] },
};
const INVITE = "mutation($i: MemberInviteInput!) { memberInvite(input: $i) { member { id } userErrors { code } } }";
const ORDER = "mutation($i: OrderSubmitInput!) { orderSubmit(input: $i) { order { id number } userErrors { field code } } }";
const ITEM = "mutation($i: CatalogItemCreateInput!) { catalogItemCreate(input: $i) { item { id } userErrors { field code } } }";

/** So many rows or cards stand there, and no question is under way. */
const rows = (page, count) =>
	page.waitForFunction((count) => document.querySelectorAll(".list-body[aria-busy=false] :is(tbody tr.row, .cards > li)").length === count, count);
const row = (page, text) => page.locator(".list-body :is(tbody tr, .cards > li)", { hasText: text });

async function sound(page) {
	assert.deepEqual(await findings(page), []);
	assert.deepEqual(await tooWide(page), []);
}

/** Marks everything on the page: by the box in the head, or by each card's own. */
async function selectAll(page, words) {
	if (await page.locator(".select-toggle").isVisible()) {
		await page.locator(".select-toggle").click();
		for (const box of await page.locator(".cards .check-box").all()) await box.check();
	} else {
		await page.getByRole("checkbox", { name: words.all }).check();
	}
}

/** What the boxes that are marked stand for, in the user's language. */
const marked = (page) =>
	page.locator(".list-body :is(tbody, .cards) .check-box:checked").evaluateAll((boxes) => boxes.map((box) => box.getAttribute("aria-label").split(" ").at(-1)).sort());

/** Presses an act of the bar, says yes, and tells how many rows were done and refused: a word where all were done, else row by row. */
async function many(page, act) {
	await page.locator(".bulk-bar").getByRole("button", { name: act }).click();
	await page.locator("dialog[open] button[type=submit]").click();
	const whole = page.locator(".toast-success p", { hasText: /^(تمّ|Done): \d+$/ });
	await page.locator("dialog[open] .bulk-results").or(whole).first().waitFor();
	if (await whole.count()) {
		await page.waitForFunction(() => !document.querySelector("dialog[open]"));
		return [Number.parseInt((await whole.innerText()).replace(/\D/g, ""), 10), 0];
	}
	const told = [await page.locator(".bulk-done").count(), await page.locator(".bulk-failed").count()];
	await page.keyboard.press("Escape");
	return told;
}

async function keep(page, words, name) {
	await page.getByRole("button", { name: words.keep }).click();
	await page.fill("dialog[open] #view-name", name);
	await page.locator("dialog[open] label", { hasText: words.team }).click();
	await page.locator("dialog[open] button[type=submit]").click();
	await page.locator(".view-tab[aria-current]", { hasText: name }).waitFor();
}

suite("lists", { concurrency: 2 }, () => {
	for (const [language, viewport] of [["ar", WIDTHS.phone], ["en", WIDTHS.desk]]) {
		const words = WORDS[language];

		test(`the team is searched, narrowed, kept as a view, and invitations go again together (${language})`, async () => {
			const [owner, admin, member] = [await somebody("نورة القوائم", language), await somebody("Badr Lists", language), await somebody("Salem Lists", language)];
			const slug = await found(owner);
			await join(owner, slug, admin, "ADMIN");
			await join(owner, slug, member, "MEMBER");
			const asked = [`a-${mark()}@example.com`, `b-${mark()}@example.com`];
			const [links, seen] = [[], new Set()];
			for (const email of asked) {
				// An admin may send the second one again, and not the first.
				await run(owner, INVITE, { i: { email, role: links.length ? "MEMBER" : "ADMIN" } }, slug);
				links.push((await letterTo(email, INVITATION, seen)).found);
			}
			await as(owner, `/${slug}/team`, { language, viewport }, async (page) => {
				await rows(page, 5);
				await sound(page);
				if (viewport === WIDTHS.desk) assert.equal(await page.locator("tbody .check-box").count(), 2, "only who is asked to join can be asked again");
				await page.fill(".search-input", "نوره");
				await page.waitForURL(/[?&]q=/);
				await rows(page, 1);
				await row(page, "نورة القوائم").waitFor();
				await page.goto(page.url().replace(/\?.*/, "?sort=email&status=invited"));
				await rows(page, 2);
				assert.ok((await row(page, "@").first().innerText()).includes(asked[0]), "by address");
				await keep(page, words, "Waiting");
				assert.match(page.url(), /view=viw_\w+&status=invited&sort=email$/);
				await selectAll(page, words);
				assert.deepEqual(await many(page, words.resend), [2, 0]);
				for (const [index, email] of asked.entries()) {
					const { found: again } = await letterTo(email, INVITATION, seen);
					assert.notEqual(again, links[index], "the former link ends");
				}
				await sound(page);
			});
			await as(admin, `/${slug}/team?status=invited`, { language, viewport }, async (page) => {
				await rows(page, 2);
				await selectAll(page, words);
				assert.deepEqual(await many(page, words.resend), [1, 1], "what is refused for one is not kept from the other");
				assert.equal(await page.locator(".check-box:checked").count(), 1, "and stays selected");
			});
			await as(member, `/${slug}/team`, { language, viewport }, async (page) => {
				await rows(page, 5);
				await page.locator(".view-tab", { hasText: "Waiting" }).click();
				await rows(page, 2);
				assert.equal(await page.locator(".check-box, .acts-cell summary, .card-acts summary").count(), 0, "a member only looks");
			});
		});

		test(`letters are found by number and by address, go again together, and lead to their record (${language})`, async () => {
			const owner = await somebody("Huda Letters", language);
			const slug = await found(owner);
			const { item } = await run(owner, ITEM, { i: { type: "PRODUCT", name: { ar: "قهوة", en: "Coffee" }, price: "2.500", status: "ACTIVE" } }, slug);
			await run(owner, "mutation { storefrontPublish { userErrors { code } } }", {}, slug);
			await run(owner, INVITE, { i: { email: `d-${mark()}@example.com`, role: "MEMBER" } }, slug);
			const numbers = [];
			for (const email of [`c-${mark()}@example.com`, `c-${mark()}@example.com`]) {
				const customer = { name: "Daniel", phone: "50000106", email };
				const input = { lines: [{ itemId: item.id, quantity: 1 }], customer, fulfilment: "PICKUP", idempotencyKey: mark().padEnd(20, "x") };
				numbers.push([(await run(owner, ORDER, { i: input }, slug)).order.number, email]);
				await letterTo(email, /ORD-/);
			}
			await as(owner, `/${slug}/letters`, { language, viewport }, async (page) => {
				await rows(page, 3);
				await sound(page);
				for (const [index, words] of [[0, numbers[0][0]], [1, numbers[1][1]]]) {
					await page.fill(".search-input", words);
					await page.waitForFunction((words) => new URL(location).searchParams.get("q") === words, words);
					await rows(page, 1);
					await row(page, numbers[index][0]).waitFor();
				}
				// What was sent goes out again, from the row itself.
				await row(page, numbers[1][0]).getByRole("button", { name: words.send }).click();
				await rows(page, 2);
				// The days behind their pill, and back to any day.
				await page.goto(page.url().replace(/\?.*/, "?event=invitation"));
				await rows(page, 1);
				await page.locator(".menu-days summary").click();
				await page.locator(".menu-days input").first().fill("2020-01-01");
				await page.waitForURL(/from=2020-01-01&to=2020-01-01/);
				await page.waitForSelector(".list-body[aria-busy=false] .empty");
				await page.locator(".menu-days").getByRole("button", { name: words.anyDay }).click();
				await rows(page, 1);
				assert.doesNotMatch(page.url(), /from=/);
				// An invitation does not go again from here: nothing can be marked.
				assert.equal(await page.locator(".list-page .check-box, .select-toggle").count(), 0);
				await page.locator(":is(a.row-link, a.row-card)").click();
				await page.waitForURL(new RegExp(`/${slug}/team$`));
				await page.goBack();
				await page.goto(page.url().replace(/\?.*/, `?q=${numbers[0][0]}`));
				await rows(page, 1);
				await page.locator(":is(a.row-link, a.row-card)").click();
				await page.waitForURL(new RegExp(`/${slug}/orders/ord_`));
				await page.waitForSelector(".order-state .state-text");
				assert.equal(await page.locator(".order-steps a").count(), 0, "letters are no row of orders to go along");
			});
		});

		test(`the log is searched by who did it, narrowed, kept, and leads to what was done to (${language})`, async () => {
			const owner = await somebody("Mona Log", language);
			const slug = await found(owner);
			await run(owner, ITEM, { i: { type: "PRODUCT", name: { ar: "تمر", en: "Dates" }, price: "1.000", status: "ACTIVE" } }, slug);
			await run(owner, INVITE, { i: { email: `e-${mark()}@example.com`, role: "MEMBER" } }, slug);
			await as(owner, `/${slug}/activity`, { language, viewport }, async (page) => {
				await page.waitForSelector(".log-act");
				await sound(page);
				await page.fill(".search-input", "mona log");
				await page.waitForURL(/[?&]q=/);
				await page.waitForSelector(".list-body[aria-busy=false] .log-act");
				await page.goto(page.url().replace(/\?.*/, "?actor=team&kind=item"));
				await rows(page, 1);
				await keep(page, words, "Items");
				await page.locator(":is(a.row-link, a.row-card)").click();
				await page.waitForURL(new RegExp(`/${slug}/catalog/itm_`));
				await page.waitForSelector("#price");
			});
		});

		test(`many items leave the shop at once (${language})`, async () => {
			const owner = await somebody("Dana Items", language);
			const slug = await found(owner);
			for (const name of [{ ar: "قهوة", en: "Coffee" }, { ar: "تمر", en: "Dates" }, { ar: "دلة" }]) {
				await run(owner, ITEM, { i: { type: "PRODUCT", name, price: "1.000", status: "ACTIVE" } }, slug);
			}
			await as(owner, `/${slug}/catalog?status=active`, { language, viewport }, async (page) => {
				await rows(page, 3);
				await selectAll(page, words);
				assert.deepEqual(await marked(page), words.items);
				assert.deepEqual(await many(page, words.hide), [3, 0]);
				await page.waitForSelector(".list-body[aria-busy=false] .empty");
				await sound(page);
			});
			const left = await run(owner, "{ catalogItems(first: 5, where: { status: [ARCHIVED] }) { totalCount { value } } }", {}, slug);
			assert.equal(left.totalCount.value, 3);
		});
	}
});
