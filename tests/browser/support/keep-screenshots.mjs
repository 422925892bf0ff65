// Copies the best pictures of the last run into docs/screenshots/, small enough for a README:
//   node tests/browser/support/keep-screenshots.mjs
// What a visitor would see without scrolling (a phone's is a little longer), as JPEG under 200 KB each.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { PICTURES, ROOT } from "./place.mjs";

const KEPT = ["home", "collection", "item", "basket", "checkout", "thanks", "status", "campaign", "not-found", "coming-soon", "suspended"];
const FORMS = [
	{ ending: "ar-390", width: 390, height: 1100 },
	{ ending: "en-1280", width: 1280, height: 900 },
];
const MOST_BYTES = 200 * 1024;

const folder = join(ROOT, "docs/screenshots");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
	const page = await browser.newPage();
	for (const name of KEPT) {
		for (const { ending, width, height } of FORMS) {
			const picture = readFileSync(join(PICTURES, `${name}-${ending}.png`)).toString("base64");
			await page.setContent(`<style>body { margin: 0 } img { display: block }</style><img src="data:image/png;base64,${picture}">`);
			const whole = await page.evaluate(() => document.images[0].decode().then(() => document.images[0].naturalHeight));
			const clip = { x: 0, y: 0, width, height: Math.min(height, whole) };
			await page.setViewportSize({ width, height: clip.height });
			for (let quality = 86; quality > 30; quality -= 8) {
				const bytes = await page.screenshot({ type: "jpeg", quality, clip });
				if (bytes.length > MOST_BYTES) continue;
				writeFileSync(join(folder, `${name}-${ending}.jpg`), bytes);
				break;
			}
		}
	}
} finally {
	await browser.close();
}
