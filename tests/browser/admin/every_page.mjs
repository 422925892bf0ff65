// Every page of the app, in both languages, on phone and desk, light and dark: accessible, no sideways scrolling; its weight.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import { findings, tooWide } from "../support/look.mjs";
import { PICTURES, ROOT } from "../support/place.mjs";
import { WIDTHS, at, settled, visit } from "../support/stage.mjs";
import { ROWS, signedIn } from "../support/team.mjs";

const KB = 1024;
const NARROW = { width: 360, height: 740 };

mkdirSync(PICTURES, { recursive: true });

/** The app's pages: how one gets there from the list of orders. */
const PAGES = {
	orders: async () => {},
	"orders-nothing": async (page) => {
		await page.goto(at("app", "/dukkan/orders?q=zzzzzz"));
		await page.waitForSelector(".list-body[aria-busy=false]");
	},
	order: async (page) => {
		await page.locator(ROWS).first().click();
		await page.waitForSelector(".timeline .event");
	},
	catalog: async (page) => {
		await page.goto(at("app", "/dukkan/catalog"));
		await page.waitForSelector(".list-body[aria-busy=false] :is(.row-card, tbody tr)");
	},
	gallery: async (page) => {
		await page.goto(at("app", "/dev/gallery"));
		await page.waitForSelector("h1");
	},
};

/** Looks at the page as it stands on every screen, by day and by night. */
async function looked(page, name) {
	for (const [device, viewport] of Object.entries({ narrow: NARROW, ...WIDTHS })) {
		await page.setViewportSize(viewport);
		for (const colorScheme of ["light", "dark"]) {
			await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
			await settled(page);
			// A colour on its way to another is neither; what inherits it sets out when it has arrived.
			await page.waitForTimeout(400);
			const where = `${name}, ${device}, ${colorScheme}`;
			assert.deepEqual(await tooWide(page), [], `${where}: scrolls sideways`);
			assert.deepEqual(await findings(page), [], `${where}: axe`);
			await page.screenshot({ path: join(PICTURES, `${name}-${viewport.width}-${colorScheme}.png`) });
		}
	}
}

suite("every page of the app", () => {
	for (const [name, open] of Object.entries(PAGES)) {
		test(`app page ${name} is accessible and fits every screen`, async () => {
			for (const language of ["ar", "en"]) {
				await signedIn({ language, viewport: WIDTHS.phone }, async (page) => {
					await open(page);
					await looked(page, `app-${name}-${language}`);
				});
			}
		});
	}

	test("the log-in page is accessible and fits every screen", async () => {
		for (const language of ["ar", "en"]) {
			await visit({ language, tolerates: ["401 /auth/refresh"] }, async (page) => {
				await page.goto(at("app", "/login"));
				await page.waitForSelector("#email");
				await looked(page, `app-login-${language}`);
			});
		}
	});

	test("the app's bundle is under 450 KB", () =>
		visit({ language: "en", tolerates: ["401 /auth/refresh"] }, async (page) => {
			const sizes = [];
			page.on("response", async (response) => {
				if (/\.(wasm|js)$/.test(new URL(response.url()).pathname)) sizes.push(response.request().sizes());
			});
			await page.goto(at("app", "/login"));
			await page.waitForSelector("#email");
			const sum = (await Promise.all(sizes)).reduce((all, size) => all + size.responseBodySize, 0);
			assert.ok(sum > 100 * KB && sum < 450 * KB, `the app's scripts and wasm weigh ${sum} bytes`);
		}));

	test("each part of the app is under 450 KB", () => {
		const dist = process.env.SADU_ASSETS_DIR ?? join(ROOT, "dist");
		const names = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
		for (const part of ["admin", "admin-shop", "admin-desk"]) {
			const sizes = ["js", "wasm"].map((kind) => statSync(join(dist, "assets", `${names[`${part}.${kind}`]}.br`)).size);
			const sum = sizes[0] + sizes[1];
			assert.ok(sum > 100 * KB && sum < 450 * KB, `${part} weighs ${sum} bytes`);
		}
	});
});
