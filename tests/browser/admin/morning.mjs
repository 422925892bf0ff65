// A team's morning in one piece: what comes in stands there without a reload, is worked off, paid, counted and taken out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";

import { ask } from "../support/http.mjs";
import { WIDTHS, at, stage, visit } from "../support/stage.mjs";
import { PASSWORD, ROWS, signIn } from "../support/team.mjs";

const OWNER = "owner@khair.example";

/** Asks the charity's API; as its owner if a token is given. */
async function api(query, variables, token) {
	const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
	const answer = await ask(stage, "khair", "/graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
	const { data, errors } = JSON.parse(String(answer.bytes));
	assert.equal(errors, undefined, JSON.stringify(errors));
	return data;
}

async function ownersToken() {
	const headers = { "content-type": "application/json", origin: at("app", "").replace(/\/$/, "") };
	const answer = await ask(stage, "app", "/auth/login", { method: "POST", headers, body: JSON.stringify({ email: OWNER, password: PASSWORD }) });
	return JSON.parse(String(answer.bytes)).access_token;
}

/** Something to buy at the charity; its id. */
async function something(token) {
	const input = { type: "PRODUCT", name: { ar: `علبة تمر ${Date.now()}`, en: `Box of dates ${Date.now()}` }, price: "3.500", status: "ACTIVE" };
	const query = "mutation($i: CatalogItemCreateInput!) { catalogItemCreate(input: $i) { item { id } userErrors { field message } } }";
	const made = await api(query, { i: input }, token);
	assert.deepEqual(made.catalogItemCreate.userErrors, []);
	return made.catalogItemCreate.item.id;
}

/** A visitor's order; its number. */
async function order(item, name) {
	const input = {
		lines: [{ itemId: item, quantity: 2 }],
		customer: { name, phone: "+96599991234" },
		fulfilment: "DELIVERY",
		address: { area: "السالمية", block: "10", street: "5", house: "12" },
		idempotencyKey: `morning-${Date.now()}-${Math.random().toString(36).slice(2)}`,
	};
	const query = "mutation($i: OrderSubmitInput!) { orderSubmit(input: $i) { order { number } userErrors { field message } } }";
	const sent = await api(query, { i: input });
	assert.deepEqual(sent.orderSubmit.userErrors, []);
	return sent.orderSubmit.order.number;
}

function inTheCharity({ language = "en", viewport = WIDTHS.desk }, path, act) {
	const email = language === "en" ? "member@khair.example" : OWNER;
	return visit({ language, viewport, tolerates: ["401 /auth/refresh"] }, async (page) => {
		await page.goto(at("app", `/login?next=${encodeURIComponent(path)}`));
		await signIn(page, email, PASSWORD);
		await page.waitForURL(`**${path}`);
		await act(page);
	});
}

/** Presses the act that comes next, once its button hears. */
async function next(page) {
	await page.locator(".act-bar .button-primary[aria-disabled=false]").click();
}

async function changed(page, before) {
	await page.waitForFunction((text) => document.querySelector(".order-head").innerText !== text, before);
	return page.locator(".order-head").innerText();
}

/** Today's figures as the dashboard shows them. */
async function figures(page) {
	await page.goto(at("app", "/khair/dashboard?range=today"));
	await page.waitForSelector(".figure-now");
	await page.waitForLoadState("networkidle");
	return Object.fromEntries(await page.locator(".figure").evaluateAll((cards) => cards.map((card) => [card.querySelector(".figure-label").innerText, card.querySelector(".figure-now").innerText])));
}

suite("a team's morning", () => {
	test("from the first order that comes in to the file for the accountant", () =>
		visit({ language: "ar", viewport: WIDTHS.desk, tolerates: ["401 /auth/refresh"] }, async (page) => {
			const token = await ownersToken();
			const item = await something(token);
			await page.goto(at("app", "/login?next=/khair/inbox"));
			await signIn(page, OWNER, PASSWORD);
			await page.waitForSelector(`.list-body[aria-busy=false] :is(${ROWS})`);
			const early = await figures(page);
			await page.goto(at("app", "/khair/inbox"));
			await page.waitForSelector(`.list-body[aria-busy=false] :is(${ROWS})`);
			await page.waitForLoadState("networkidle");
			await page.mouse.move(2, 2);
			await page.evaluate(() => { window.untouched = true; });

			// It stands there by itself, before the list would have asked again.
			const name = `صباح ${Date.now()}`;
			const began = Date.now();
			const number = await order(item, name);
			const row = page.locator("tr.row", { hasText: number });
			await row.waitFor({ timeout: 10_000 });
			assert.ok(Date.now() - began < 10_000, "the row came by the socket");
			assert.ok(await page.evaluate(() => window.untouched), "without a reload");

			// Under somebody's hand nothing moves: the next one waits behind a pill.
			await row.locator("a.row-link").hover();
			const second = await order(item, `${name} ٢`);
			await page.waitForSelector(".fresh-pill");
			assert.equal(await page.locator("tr.row", { hasText: second }).count(), 0, "it waits");
			await page.locator(".fresh-pill").click();
			await page.locator("tr.row", { hasText: second }).waitFor();

			await page.locator("tr.row", { hasText: number }).locator("a.row-link").click();
			await page.waitForSelector(".order-state .state-text");
			let told = await page.locator(".order-head").innerText();
			await next(page);
			told = await changed(page, told);
			await page.fill(".note-box textarea", "اتصلنا به");
			await page.locator(".note-box:has(textarea) button").click();
			await page.waitForSelector(".event-note");
			await next(page);
			await changed(page, told);
			await page.locator(".more-acts .button").first().click();
			await page.waitForSelector("dialog[open] #paid-method");
			await page.locator("dialog[open] .pill").nth(1).click();
			await page.locator("dialog[open] button[type=submit]").click();
			await page.waitForFunction(() => !document.querySelector("dialog[open]"));
			await page.waitForSelector(".order-state .paid");

			// A gift that came by phone.
			await page.goto(at("app", "/khair/donations/new"));
			await page.fill("#amount", "٥٫٢٥٠");
			await page.fill("#donor-name", "أم خالد");
			await page.fill("#donor-phone", "٥٥٥١٢٣٤٥");
			await page.locator(".edit-bar .button-primary").click();
			await page.waitForURL(/\/khair\/donations\/don_/);
			await page.waitForSelector(".timeline .event");
			assert.match(await page.locator(".order-parts").innerText(), /5\.250/);
			await next(page);
			await page.waitForSelector("dialog[open] #method");
			await page.fill("#method", "cash");
			await page.locator("dialog[open] button[type=submit]").click();
			await page.waitForSelector(".receipt-row a");

			// A payment of a pledge.
			await page.goto(at("app", "/khair/pledges?status=active"));
			await page.waitForSelector(`.list-body[aria-busy=false] :is(${ROWS})`);
			await page.locator(ROWS).first().click();
			await page.waitForSelector(".timeline .event");
			const rows = await page.locator(".receipt-row").count();
			await next(page);
			await page.waitForSelector("dialog[open] #amount");
			await page.fill("#amount", "١");
			await page.fill("#method", "wamd");
			await page.locator("dialog[open] button[type=submit]").click();
			await page.waitForFunction((least) => document.querySelectorAll(".receipt-row").length > least, rows);

			// The figures know of it.
			const late = await figures(page);
			const moved = Object.keys(late).filter((label) => late[label] !== early[label]);
			assert.ok(moved.length >= 3, `orders, gifts and payments: ${JSON.stringify([early, late])}`);

			// And the list goes out as a file.
			await page.goto(at("app", "/khair/orders"));
			await page.waitForSelector(`.list-body[aria-busy=false] :is(${ROWS})`);
			const [file] = await Promise.all([page.waitForEvent("download"), page.locator(".export-button").click()]);
			const text = readFileSync(await file.path(), "utf8");
			assert.ok(text.includes(number) && text.includes(name), "the file has the order");
		}));

	test("many orders move at once, with a result for each", () =>
		inTheCharity({}, "/khair/orders", async (page) => {
			const token = await ownersToken();
			const item = await something(token);
			const name = `Bulk ${Date.now()}`;
			const [one, two] = [await order(item, name), await order(item, name)];
			await page.goto(at("app", `/khair/orders?q=${encodeURIComponent(name)}`));
			await page.waitForFunction(() => document.querySelectorAll("tr.row a.row-link").length === 2);
			// One of them is confirmed already when both are: it is refused, the other moves.
			const found = await api("query($s: String) { orders(first: 9, search: $s) { nodes { id number } } }", { s: one }, token);
			await api("mutation($id: ID!) { orderConfirm(id: $id) { order { id } } }", { id: found.orders.nodes[0].id }, token);
			await page.locator("thead .check-box").check();
			await page.locator(".bulk-bar .button-primary").click();
			await page.waitForSelector("dialog[open] .bulk-results");
			assert.equal(await page.locator(".bulk-failed", { hasText: one }).count(), 1);
			assert.equal(await page.locator(".bulk-done", { hasText: two }).count(), 1);
			await page.keyboard.press("Escape");
			assert.match(await page.locator(".bulk-count").innerText(), /^1 /, "what failed stays selected");
		}));

	test("an order by phone is recorded, changed with the difference in sight, and its faults stand beside the fields", () =>
		inTheCharity({}, "/khair/orders/new", async (page) => {
			const token = await ownersToken();
			await something(token);
			await page.locator(".edit-bar .button-primary").click();
			await page.waitForSelector("#wrong");
			await page.locator(".choose-row .button").first().click();
			await page.fill("#customer-name", "Caller");
			await page.fill("#customer-phone", "12");
			for (const [field, text] of Object.entries({ area: "Salmiya", block: "١٠", street: "5", house: "12" })) await page.fill(`#address-${field}`, text);
			await page.locator(".edit-bar .button-primary").click();
			await page.waitForSelector(".field-wrong #customer-phone");
			assert.equal(await page.inputValue("#customer-name"), "Caller", "nothing typed is lost");
			await page.fill("#customer-phone", "٩٩٩٩١٢٣٤");
			await page.locator(".edit-bar .button-primary").click();
			await page.waitForURL(/\/khair\/orders\/ord_/);
			await page.waitForSelector(".order-state .state-text");
			assert.match(await page.locator(".order-where").innerText(), /10/, "Arabic digits are read");

			await page.locator('.more-acts a[href$="/edit"]').click();
			await page.waitForSelector(".draft-line");
			await page.locator(".draft-line .stepper-button").nth(1).click();
			await page.fill("#customer-name", "Caller Two");
			await page.waitForFunction(() => document.querySelectorAll(".difference li").length === 2);
			await page.locator(".edit-bar .button-primary").click();
			await page.waitForURL((url) => /\/orders\/ord_[^/]+$/.test(url.pathname));
			await page.waitForSelector(".event-note");
			assert.match(await page.locator(".event-note").first().innerText(), /1\u2069 → \u20682/);
		}));
});
