// Who is shown where: languages, sold-out items, the search, addresses that lead nowhere, one tenant beside another.
import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, filledCheckout } from "../support/http.mjs";
import { PERSON, WORDS, words } from "../support/shop.mjs";
import { LANGUAGES, WIDTHS, at, stage, visit } from "../support/stage.mjs";

test("the language switch keeps the place, and language and direction are said", () =>
	visit({ viewport: WIDTHS.desk }, async (page) => {
		for (const [from, to] of [
			["/", "/en/"],
			["/i/brass-dallah", "/en/i/brass-dallah"],
			["/search?q=سدو", "/en/search?q=سدو"],
			["/basket", "/en/basket"],
			["/about", "/en/about"],
		]) {
			for (const [start, end, language] of [[from, to, "ar"], [to, from, "en"]]) {
				await page.goto(at("dukkan", start));
				const root = page.locator("html");
				assert.equal(await root.getAttribute("lang"), language);
				assert.equal(await root.getAttribute("dir"), LANGUAGES[language].dir);
				assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), LANGUAGES[language].dir);
				await page.locator(".top-language").click();
				await page.waitForURL((url) => decodeURI(url.pathname + url.search) === end);
			}
		}
	}));

test("a sold-out item is shown and cannot be added", () =>
	visit({}, async (page) => {
		for (const language of ["ar", "en"]) {
			await page.goto(at("dukkan", `${LANGUAGES[language].prefix}/i/sadu-throw`));
			assert.equal(await words(page, ".item-out"), WORDS[language].sold_out);
			assert.equal(await page.locator("form[action$='/basket'], .buy-bar").count(), 0);
		}
	}));

test("a sold-out item forced into the basket cannot be ordered", async () => {
	const { form, cookie } = await filledCheckout(stage, "clay-mug", PERSON);
	const asked = "{ catalogItem(slug: \"sadu-throw\") { id } }";
	const answer = await ask(stage, "dukkan", `/graphql?query=${encodeURIComponent(asked)}`, { headers: { accept: "application/json" } });
	const id = JSON.parse(String(answer.bytes)).data?.catalogItem?.id;
	assert.ok(id, String(answer.bytes).slice(0, 300));
	const basket = await ask(stage, "dukkan", "/basket", { method: "POST", form: { action: "add", item: id, quantity: "1" } });
	const forced = basket.headers["set-cookie"][0].split(";")[0];
	const others = cookie.split("; ").filter((pair) => !pair.startsWith("basket="));
	const sent = await ask(stage, "dukkan", "/checkout", { method: "POST", form, headers: { cookie: [forced, ...others].join("; ") } });
	assert.notEqual(sent.headers.location?.includes("/thanks/"), true);
});

test("the search finds with folded Arabic, with a typed mistake, and says when it finds nothing", () =>
	visit({ viewport: WIDTHS.desk }, async (page) => {
		const find = async (slug, text, language = "ar") => {
			await page.goto(at(slug, LANGUAGES[language].prefix || "/"));
			await page.locator(".top-search input").fill(text);
			await page.keyboard.press("Enter");
			await page.waitForURL("**/search?*");
			return page.locator(".card-link").allInnerTexts();
		};
		assert.ok((await find("dukkan", "دله نحاسيه")).includes("دلة نحاسية"), "ه for ة");
		assert.ok((await find("khair", "افطار صايم")).includes("إفطار صائم"), "no hamza");
		assert.ok((await find("dukkan", "عُود")).some((name) => name.includes("عود")), "with a vowel sign");
		assert.ok((await find("dukkan", "cushon", "en")).includes("Woven Sadu cushion"), "one letter missing");
		assert.ok((await find("dukkan", "LANTERN", "en")).includes("Brass lantern"), "capitals");
		assert.deepEqual(await find("dukkan", "zzzzqqqq", "en"), []);
		assert.ok(await page.locator(".empty-title").isVisible());
	}));

test("an address that leads nowhere is 404 with the tenant's own face", () =>
	visit({}, async (page) => {
		for (const language of ["ar", "en"]) {
			for (const path of ["/nowhere", "/i/no-such-item", "/i/eid-box"]) {
				const answer = await page.goto(at("dukkan", LANGUAGES[language].prefix + path));
				assert.equal(answer.status(), 404);
				assert.equal(await words(page, "h1"), WORDS[language].not_found);
				assert.equal(await words(page, ".brand-name"), WORDS[language].brand);
				assert.equal(await page.locator("meta[name=robots]").getAttribute("content"), "noindex");
			}
		}
	}));

test("a host that no tenant has is 404, in the caller's language", async () => {
	for (const language of ["ar", "en"]) {
		await visit({ language }, async (page) => {
			const answer = await page.goto(at("nobody-here"));
			assert.equal(answer.status(), 404);
			assert.equal(await words(page, "h1"), WORDS[language].no_shop);
		});
	}
});

test("a forged or cut link shows no order", () =>
	visit({}, async (page) => {
		for (const path of ["/s/abc", "/thanks/eyJhbGciOiJub25lIn0.e30."]) {
			const answer = await page.goto(at("dukkan", path));
			assert.equal(answer.status(), 404);
			assert.equal(await page.locator(".number-value, .steps").count(), 0);
		}
	}));

test("the charity does not show the shop's item, and the shop not the charity's", () =>
	visit({ language: "en" }, async (page) => {
		for (const [slug, item, text] of [["khair", "brass-dallah", "dallah"], ["dukkan", "dig-a-well", "well"]]) {
			assert.equal((await page.goto(at(slug, `/en/i/${item}`))).status(), 404);
			await page.goto(at(slug, `/en/search?q=${text}`));
			assert.equal(await page.locator(`a[href$='/i/${item}']`).count(), 0);
		}
	}));

test("a basket of one tenant is no basket of the other", () =>
	visit({ language: "en", script: false }, async (page) => {
		await page.goto(at("dukkan", "/en/i/clay-mug"));
		await page.locator(".buy-bar .button").click();
		await page.waitForURL("**/basket");
		await page.goto(at("khair", "/en/basket"));
		assert.equal(await words(page, ".empty-title"), WORDS.en.empty);
	}));

test("a campaign shows its goal, and nothing on it is a dead end", () =>
	visit({ language: "en" }, async (page) => {
		await page.goto(at("khair", "/en/i/dig-a-well"));
		assert.match(await words(page, ".giving"), /Goal KWD 3,500\.000/);
		const give = page.locator(".giving .button-primary");
		assert.match(await give.getAttribute("href"), /\/en\/donate\/dig-a-well$/);
		const dead = await page.evaluate(() => [
			...[...document.querySelectorAll("a")].filter((link) => !link.getAttribute("href") || link.getAttribute("href") === "#"),
			...[...document.querySelectorAll("button")].filter((button) => !button.form && !button.dataset.step),
			...[...document.querySelectorAll("[disabled]")],
		].map((found) => found.outerHTML));
		assert.deepEqual(dead, []);
		assert.equal(await page.locator("form[action$='/basket']").count(), 0, "a campaign is not bought");
	}));

test("what is seen on a page is said to machines too", async () => {
	for (const [slug, path, type] of [["dukkan", "/i/brass-dallah", "Product"], ["khair", "/i/dig-a-well", "DonateAction"]]) {
		await visit({ language: "en" }, async (page) => {
			await page.goto(at(slug, `/en${path}`));
			const data = JSON.parse(await page.locator("script[type='application/ld+json']").textContent());
			assert.match(JSON.stringify(data), new RegExp(`"${type}"`));
			assert.equal(await page.locator("link[rel=canonical]").getAttribute("href"), at(slug, `/en${path}`));
			const languages = await page.locator("link[rel=alternate][hreflang]").evaluateAll((all) => all.map((link) => link.hreflang));
			assert.deepEqual(languages.sort(), ["ar", "en", "x-default"]);
			for (const property of ["og:title", "og:description", "og:image", "og:url"]) {
				assert.ok(await page.locator(`meta[property='${property}']`).getAttribute("content"), property);
			}
		});
	}
});
