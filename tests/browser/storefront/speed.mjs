// What a page weighs, when it asks for what, and that nothing on it moves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliDecompressSync } from "node:zlib";

import { ask } from "../support/http.mjs";
import { fillBasket } from "../support/shop.mjs";
import { LANGUAGES, WIDTHS, alive, at, settled, stage, visit } from "../support/stage.mjs";

const KB = 1024;
const PAGES = [["dukkan", "/"], ["dukkan", "/i/brass-dallah"], ["khair", "/"], ["khair", "/i/dig-a-well"]];

/** The bytes that travel for an address, as brotli, and what they mean. */
async function brotli(slug, path) {
	const answer = await ask(stage, slug, path, { headers: { "accept-encoding": "br" } });
	assert.equal(answer.status, 200);
	assert.equal(answer.headers["content-encoding"], "br", `${slug}${path} is not compressed`);
	return { size: answer.bytes.length, text: String(brotliDecompressSync(answer.bytes)) };
}

test("a page and its style sheet travel in under 30 KB", async (t) => {
	for (const [slug, path] of PAGES) {
		for (const { prefix } of Object.values(LANGUAGES)) {
			const html = await brotli(slug, prefix + path);
			const css = await brotli(slug, html.text.match(/href="(\/assets\/storefront\.[^"]+\.css)"/)[1]);
			t.diagnostic(`${slug}${prefix}${path}: HTML ${html.size} + CSS ${css.size} bytes`);
			assert.ok(html.size + css.size < 30 * KB);
		}
	}
});

/** What the browser fetched for the page, by kind, in bytes as they travelled. */
function fetched(page) {
	return page.evaluate(() => {
		const [own] = performance.getEntriesByType("navigation");
		const sizes = { html: own.encodedBodySize };
		for (const entry of performance.getEntriesByType("resource")) {
			const file = new URL(entry.name).pathname;
			const kind = file.startsWith("/media/") ? "pictures" : file.split(".").at(-1);
			sizes[kind] = (sizes[kind] ?? 0) + entry.encodedBodySize;
		}
		return sizes;
	});
}

test("a page without its pictures is under 150 KB, islands included, and those under 120 KB", async (t) => {
	for (const [slug, path] of PAGES) {
		for (const [language, { prefix }] of Object.entries(LANGUAGES)) {
			await visit({ language }, async (page) => {
				await page.goto(at(slug, prefix + path));
				await alive(page);
				const { pictures, wasm, ...rest } = await fetched(page);
				const sum = Object.values(rest).reduce((all, size) => all + size, wasm);
				t.diagnostic(`${slug}${prefix}${path}: ${sum} bytes (${JSON.stringify(rest)}), islands ${wasm}, pictures ${pictures}`);
				assert.ok(sum < 150 * KB, `${sum} bytes: ${JSON.stringify(rest)}`);
				assert.ok(wasm > 0 && wasm < 120 * KB, `the islands weigh ${wasm} bytes`);
			});
		}
	}
});

test("the islands are asked for after the page has loaded, and not at all where there is none", async () => {
	await visit({ language: "en" }, async (page) => {
		await page.goto(at("dukkan", "/en/i/brass-dallah"));
		await alive(page);
		const { loaded, asked } = await page.evaluate(() => ({
			loaded: performance.getEntriesByType("navigation")[0].loadEventStart,
			asked: performance.getEntriesByType("resource").find((entry) => entry.name.endsWith(".wasm")).startTime,
		}));
		assert.ok(asked >= loaded, `asked for after ${asked} ms, loaded after ${loaded} ms`);
	});
	await visit({ language: "en" }, async (page) => {
		const asked = [];
		page.on("request", (request) => asked.push(request.url()));
		await page.goto(at("nobody-here"));
		assert.equal(await page.locator("leptos-island").count(), 0);
		await page.waitForTimeout(500);
		assert.deepEqual(asked.filter((url) => /\.(wasm|js)$/.test(url)), []);
	});
});

/** Adds up every shift of the layout from the first moment on. */
async function watchShifts(page) {
	await page.addInitScript(() => {
		window.shifts = [];
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) {
				// When the font comes, a line may move by a hair that nobody sees; 0.1 is what is felt.
				if (entry.value < 0.0001) continue;
				const who = entry.sources.map((source) => source.node?.className || source.node?.nodeName).join(", ");
				window.shifts.push(`${entry.value.toFixed(4)} at ${Math.round(entry.startTime)} ms: ${who}`);
			}
		}).observe({ type: "layout-shift", buffered: true });
	});
}

for (const [device, viewport] of Object.entries(WIDTHS)) {
	test(`nothing on a page shifts (${device})`, async () => {
		for (const [language, { prefix }] of Object.entries(LANGUAGES)) {
			await visit({ language, viewport, before: watchShifts }, async (page) => {
				const still = async (path) => {
					await page.goto(at("dukkan", prefix + path));
					await alive(page);
					await settled(page);
					await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
					await page.waitForTimeout(150);
					assert.deepEqual(await page.evaluate(() => window.shifts), [], path);
				};
				await still("/");
				await still("/i/brass-dallah");
				// The count in the head comes with the script; it must not push anything either.
				await fillBasket(page, language);
				for (const path of ["/", "/i/brass-dallah", "/basket", "/checkout"]) await still(path);
			});
		}
	});
}
