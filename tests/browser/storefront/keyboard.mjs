// The shop by keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";

import { WORDS, counted } from "../support/shop.mjs";
import { LANGUAGES, WIDTHS, alive, at, visit } from "../support/stage.mjs";

/** Where the focus is, and whether it can be seen: an outline on the element, on the face of a choice, or around a card. */
function focus(page) {
	return page.evaluate(() => {
		const here = document.activeElement;
		const faces = [getComputedStyle(here), getComputedStyle(here, "::after")];
		if (here.nextElementSibling) faces.push(getComputedStyle(here.nextElementSibling));
		const box = here.getBoundingClientRect();
		return {
			tag: here.localName,
			class: here.className,
			name: here.name ?? "",
			text: (here.innerText ?? "").trim(),
			seen: box.width > 1 && faces.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
		};
	});
}

async function tab(page) {
	await page.keyboard.press("Tab");
	return focus(page);
}

for (const language of ["ar", "en"]) {
	for (const [device, viewport] of Object.entries(WIDTHS)) {
		test(`the keyboard alone puts an item into the basket (${language}, ${device})`, () =>
			visit({ language, viewport }, async (page) => {
				await page.goto(at("dukkan", `${LANGUAGES[language].prefix}/i/brass-dallah`));
				await alive(page);
				const first = await tab(page);
				assert.equal(first.class, "skip-link");
				assert.ok(first.seen, "the skip link is not seen");
				await page.keyboard.press("Enter");
				assert.equal(await page.evaluate(() => document.activeElement.id), "main");
				const way = [];
				for (let step = 0; step < 12 && way.at(-1)?.class !== "button button-primary"; step += 1) way.push(await tab(page));
				assert.deepEqual(way.filter((stop) => !stop.seen), [], "a focus that is not seen");
				assert.deepEqual(
					way.map((stop) => stop.name || stop.class),
					["opt_size", "stepper-button", "quantity", "stepper-button", "button button-primary"],
				);
				await page.keyboard.press("Enter");
				await page.waitForSelector(".toast");
				assert.equal(await counted(page), 1);
			}));
	}
}

test("the focus goes through the shop window in the order of reading", () =>
	visit({ language: "en", viewport: WIDTHS.desk }, async (page) => {
		await page.goto(at("dukkan", "/en/"));
		await alive(page);
		const way = [];
		for (let step = 0; step < 16; step += 1) way.push(await tab(page));
		assert.deepEqual(way.filter((stop) => !stop.seen), []);
		// Ways into collections stand between the top and the window; how many there are is the shop's matter.
		const ways = ["chip", "section-link"];
		assert.deepEqual(way.map((stop) => stop.class).filter((kind) => !ways.includes(kind)).slice(0, 9), [
			"skip-link", "brand", "search-input", "top-link top-language", "top-link", ...Array(4).fill("card-link"),
		]);
		assert.ok(way.some((stop) => stop.text === WORDS.en.item));
	}));
