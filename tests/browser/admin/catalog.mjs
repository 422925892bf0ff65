// The team's catalog in a browser: an item with a picture is made and seen on the storefront; pictures are put in order,
// described and deleted; the brand is previewed as it is chosen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";

import { findings, tooWide } from "../support/look.mjs";
import { as, found, run, somebody } from "../support/people.mjs";
import { LANGUAGES, WIDTHS, at, settled, visit } from "../support/stage.mjs";
import { PASSWORD, signIn } from "../support/team.mjs";

/** A real picture, drawn by the browser itself. */
async function picture(page, colour, kind = "image/png") {
	const url = await page.evaluate(
		([colour, kind]) => {
			const canvas = document.createElement("canvas");
			canvas.width = 900;
			canvas.height = 700;
			const context = canvas.getContext("2d");
			context.fillStyle = colour;
			context.fillRect(0, 0, 900, 700);
			return canvas.toDataURL(kind);
		},
		[colour, kind],
	);
	return Buffer.from(url.split(",")[1], "base64");
}

/** The owner, in a language of their choice. */
function owner({ language, viewport = WIDTHS.phone, tolerates = [] }, act) {
	return visit({ language, viewport, tolerates: ["401 /auth/refresh", ...tolerates] }, async (page) => {
		await page.addInitScript((code) => localStorage.setItem("sadu.locale", code), language);
		await page.goto(at("app", "/login"));
		await signIn(page, "owner@dukkan.example", PASSWORD);
		await page.waitForSelector(".list-body[aria-busy=false]");
		await act(page);
	});
}

/** Writes down every value that a bar of progress shows from now on; what it gives tells them. */
async function watched(page, bar) {
	await page.evaluate((bar) => {
		window.shown = [];
		const look = () => {
			const found = document.querySelector(bar);
			if (found && window.shown.at(-1) !== found.value) window.shown.push(found.value);
		};
		new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
	}, bar);
	return () => page.evaluate(() => window.shown);
}

suite("the team's catalog", () => {
	for (const [language, viewport] of [["ar", WIDTHS.phone], ["en", WIDTHS.desk]]) {
		test(`an item with a picture is made and seen on the storefront (${language})`, () =>
			owner({ language, viewport }, async (page) => {
				const name = `${language === "ar" ? "مبخرة" : "Incense burner"} ${Date.now() % 100000}`;
				await page.goto(at("app", "/dukkan/catalog"));
				await page.locator(".page-acts .button-primary").click();
				await page.waitForSelector(`#name-${language}`);
				await page.fill(`#name-${language}`, name);
				await page.fill("#price", language === "ar" ? "٤٫٧٥٠" : "4.750");
				await page.setInputFiles("#pictures", { name: "burner.png", mimeType: "image/png", buffer: await picture(page, "#7a2e2e") });
				await page.waitForSelector(".tile img");
				await page.locator(".edit-bar .button-primary").click();
				// The item's own page, with its picture brought into its public sizes by the worker.
				await page.waitForURL(/\/catalog\/itm_/);
				await page.waitForSelector(".tile img[src*='/media/']", { timeout: 60_000 });
				assert.deepEqual(await tooWide(page), []);
				const seen = await page.locator(".edit-see").getAttribute("href");
				await visit({ language, viewport }, async (shopper) => {
					await shopper.goto(`${new URL(seen).origin}${LANGUAGES[language].prefix}${new URL(seen).pathname}`);
					assert.equal(await shopper.locator("h1").innerText(), name);
					await settled(shopper);
					const shown = await shopper.locator("main img").first().evaluate((image) => image.naturalWidth);
					assert.ok(shown >= 320, `the picture is ${shown} px wide`);
					assert.match(await shopper.locator("main").innerText(), /4\.750/);
				});
			}));
	}

	test("a file with a bad row is judged before anything is written", () =>
		owner({ language: "en", viewport: WIDTHS.desk }, async (page) => {
			await page.goto(at("app", "/dukkan/catalog/import"));
			const rows = ["type,slug,name_en,price,status", `product,from-a-file-${Date.now()},From a file,1.500,draft`, "product,bad-row,Bad,1.23456,draft"];
			await page.setInputFiles("#file", { name: "items.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
			await page.waitForSelector(".import-table tbody tr");
			assert.equal(await page.locator(".import-table tbody tr").count(), 1);
			assert.match(await page.locator(".import-table tbody tr").innerText(), /^3\s/);
			await page.getByRole("button", { name: "Write into the catalog" }).click();
			await page.getByText(/Done: 1 new, 0 changed/).waitFor();
		}));

	for (const [language, words] of Object.entries({
		ar: { download: "نزّل الكتالوج", write: "احفظ في الكتالوج", checked: /50 معيبة/, done: /تم: 9950 جديدة/ },
		en: { download: "Download the catalog", write: "Write into the catalog", checked: /50 bad/, done: /Done: 9950 new/ },
	})) {
		test(`a file of 10,000 rows shows how far it is, names the fifty bad ones, and the catalog comes out again (${language})`, async () => {
			const keeper = await somebody("Noura Imports", language);
			const slug = await found(keeper);
			await as(keeper, `/${slug}/catalog/import`, { language, viewport: language === "ar" ? WIDTHS.phone : WIDTHS.desk }, async (page) => {
				await page.waitForSelector("#file", { state: "attached" });
				const shown = await watched(page, ".import-progress");
				const bad = (line) => line % 200 === 0;
				const rows = Array.from({ length: 10_000 }, (_, n) => `product,row-${n + 2},"Row ""${n + 2}"", صف",${bad(n + 2) ? "1.23456" : "1.250"},draft`);
				const body = Buffer.from(["type,slug,name_en,price,status", ...rows].join("\r\n"));
				await page.setInputFiles("#file", { name: "items.csv", mimeType: "text/csv", buffer: body });
				await page.getByText(words.checked).waitFor({ timeout: 60_000 });
				assert.deepEqual(
					(await page.locator(".import-table tbody tr td:first-child").allInnerTexts()).map(Number),
					Array.from({ length: 50 }, (_, n) => (n + 1) * 200),
					"exactly the bad lines",
				);
				await page.getByRole("button", { name: words.write }).click();
				await page.getByText(words.done).waitFor({ timeout: 60_000 });
				const values = await shown();
				assert.ok(values.length > 2 && values.some((value) => value > 0 && value < 100), `the bar showed ${values}`);
				// What comes out is what a table's program reads, and an import takes it as it is.
				await page.goto(at("app", `/${slug}/catalog/import`));
				const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: words.download }).click()]);
				const file = readFileSync(await download.path());
				assert.deepEqual([...file.subarray(0, 3)], [0xef, 0xbb, 0xbf], "a mark of UTF-8, for spreadsheets");
				const lines = file.toString("utf8").trim().split(/\r?\n/);
				assert.equal(lines.length, 9951, "a heading and every item");
				assert.ok(lines.some((line) => line.includes('"Row ""2"", صف"')), lines[1]);
				await page.setInputFiles("#file", { name: "again.csv", mimeType: "text/csv", buffer: file });
				await page.waitForSelector(".state-text", { timeout: 60_000 });
				assert.equal(await page.locator(".import-table").count(), 0, "nothing of it is refused");
			});
		});

		test(`a picture dropped on the item is sent before one's eyes (${language})`, () =>
			owner({ language, viewport: language === "ar" ? WIDTHS.phone : WIDTHS.desk }, async (page) => {
				await page.goto(at("app", "/dukkan/catalog/new"));
				await page.waitForSelector(`#name-${language}`);
				await page.fill(`#name-${language}`, `Dropped ${Date.now() % 100000}`);
				await page.fill("#price", "1");
				await page.locator(".edit-bar .button-primary").click();
				await page.waitForURL(/\/catalog\/itm_/);
				await page.waitForSelector(".drop");
				const shown = await watched(page, ".tile-progress");
				const line = await page.context().newCDPSession(page);
				await line.send("Network.enable");
				await line.send("Network.emulateNetworkConditions", { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 150 * 1024 });
				await page.evaluate(async () => {
					const canvas = document.createElement("canvas");
					canvas.width = 900;
					canvas.height = 700;
					const context = canvas.getContext("2d");
					const noise = context.createImageData(900, 700);
					for (let at = 0; at < noise.data.length; at += 1) noise.data[at] = at % 4 === 3 ? 255 : Math.random() * 255;
					context.putImageData(noise, 0, 0);
					const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
					const data = new DataTransfer();
					data.items.add(new File([blob], "noise.jpg", { type: "image/jpeg" }));
					const place = document.querySelector(".drop:has(#pictures)");
					for (const kind of ["dragover", "drop"]) place.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
				});
				await page.waitForSelector(".tile-progress");
				await page.waitForSelector(".tile img[src*='/media/']", { timeout: 40_000 });
				const values = await shown();
				assert.ok(values.some((value) => value > 0 && value < 100), `the bar showed ${values}`);
				assert.equal(await page.locator(".drop-over").count(), 0);
			}));
	}

	test("pictures are put in order, described and deleted, by keyboard alone", () =>
		owner({ language: "en", viewport: WIDTHS.desk }, async (page) => {
			await page.goto(at("app", "/dukkan/catalog/new"));
			await page.waitForSelector("#name-en");
			await page.fill("#name-en", `Ordered ${Date.now() % 100000}`);
			await page.fill("#price", "1");
			for (const colour of ["#aa0000", "#00aa00"]) {
				await page.setInputFiles("#pictures", { name: "x.jpg", mimeType: "image/jpeg", buffer: await picture(page, colour, "image/jpeg") });
			}
			await page.locator(".edit-bar .button-primary").click();
			await page.waitForURL(/\/catalog\/itm_/);
			await page.waitForFunction(() => document.querySelectorAll(".tile img[src*='/media/']").length === 2, undefined, { timeout: 30_000 });
			const order = () => page.locator(".tile img").evaluateAll((all) => all.map((image) => new URL(image.src).pathname.split("/")[2]));
			const [first, second] = await order();
			await page.getByRole("button", { name: "Picture 2: Move earlier" }).press("Enter");
			assert.deepEqual(await order(), [second, first]);
			await page.getByRole("button", { name: "Picture 1: Describe" }).press("Enter");
			await page.fill("#alt-en", "A green square");
			await page.locator("dialog[open] button[type=submit]").press("Enter");
			await page.waitForFunction(() => !document.querySelector("dialog[open]"));
			await page.getByRole("button", { name: "Picture 2: Delete" }).press("Enter");
			await page.waitForFunction(() => document.querySelectorAll(".tile").length === 1);
			await page.waitForTimeout(300);
			await page.reload();
			await page.waitForSelector(".tile img[src*='/media/']");
			assert.deepEqual(await order(), [second]);
			assert.equal(await page.locator(".tile img").getAttribute("alt"), "A green square");
		}));

	test("a file that is no picture is told beside it, and the rest goes on", () =>
		owner({ language: "en", viewport: WIDTHS.desk }, async (page) => {
			await page.goto(at("app", "/dukkan/catalog/new"));
			await page.waitForSelector("#name-en");
			await page.fill("#name-en", `Plain ${Date.now() % 100000}`);
			await page.fill("#price", "1");
			await page.setInputFiles("#pictures", { name: "page.png", mimeType: "image/png", buffer: Buffer.from("<html><script>alert(1)</script>") });
			await page.locator(".edit-bar .button-primary").click();
			await page.waitForSelector(".tile-failed, .edit-title .edit-sub", { timeout: 20_000 });
			await page.waitForURL(/\/catalog\/itm_/);
		}));

	test("what is missing is told beside its field before anything is sent", () =>
		owner({ language: "en", viewport: WIDTHS.phone }, async (page) => {
			await page.goto(at("app", "/dukkan/catalog/new"));
			await page.waitForSelector("#name-en");
			await page.locator(".edit-bar .button-primary").click();
			await page.waitForSelector("#wrong");
			assert.equal(await page.locator("#name-ar").getAttribute("aria-invalid"), "true");
			assert.equal(await page.locator("#price").getAttribute("aria-invalid"), "true");
			assert.deepEqual(await findings(page), []);
		}));

	test("a campaign keeps the moment it ends at until another day is chosen, which ends by the tenant's clocks", async () => {
		const keeper = await somebody("Noura Ends");
		const slug = await found(keeper);
		const make = "mutation($i: CatalogItemCreateInput!) { catalogItemCreate(input: $i) { item { id } userErrors { field code } } }";
		// Half past one of the second, in Kuwait.
		const terms = { type: "DONATION_CAMPAIGN", name: { en: "A well" }, status: "ACTIVE", campaign: { endsAt: "2031-03-01T22:30:00Z" } };
		const { item } = await run(keeper, make, { i: terms }, slug);
		const end = async () => {
			const items = await run(keeper, "{ catalogItems(first: 1) { nodes { campaign { endsAt } } } }", {}, slug);
			return new Date(items.nodes[0].campaign.endsAt).toISOString();
		};
		await as(keeper, `/${slug}/catalog/${item.id}`, { viewport: WIDTHS.desk }, async (page) => {
			const save = async (field, text) => {
				await page.fill(field, text);
				const answered = page.waitForResponse((answer) => (answer.request().postData() ?? "").includes("catalogItemUpdate"));
				await page.locator(".edit-bar .button-primary").click();
				await answered;
				await page.waitForSelector(".edit-bar-quiet");
			};
			await page.waitForFunction(() => document.querySelector("#ends-at")?.value === "2031-03-02");
			await save("#name-en", "A deep well");
			assert.equal(await end(), "2031-03-01T22:30:00.000Z");
			await save("#ends-at", "2031-03-05");
			assert.equal(await end(), "2031-03-05T20:59:59.000Z");
		});
	});

	test("the brand is previewed as it is chosen, its colour corrected", () =>
		owner({ language: "en", viewport: WIDTHS.desk }, async (page) => {
			await page.goto(at("app", "/dukkan/storefront"));
			await page.waitForSelector(".brand-preview");
			const before = await page.locator(".colour-note").innerText();
			await page.fill("#colour", "#e08080");
			await page.waitForFunction((text) => document.querySelector(".colour-note").innerText !== text, before);
			assert.match(await page.locator(".colour-note").innerText(), /#e08080/);
			await page.fill("#name-en", "A new name");
			assert.equal(await page.locator(".brand-title").innerText(), "A new name");
			assert.match(await page.locator(".edit-state").innerText(), /Unsaved/);
		}));
});
