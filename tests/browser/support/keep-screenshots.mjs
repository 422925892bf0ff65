// Copies the pictures of the last run into docs/screenshots/, small enough to be kept:
//   node tests/browser/support/keep-screenshots.mjs
// Each page on a phone and on a desk, in both directions: what a visitor sees without scrolling (a phone's is a little longer).
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { PICTURES, ROOT } from "./place.mjs";

/** Of the storefronts. */
const STOREFRONT = [
	"home", "collection", "item", "item-service", "item-sold-out", "search", "search-nothing", "basket", "basket-empty", "checkout",
	"checkout-errors", "thanks", "status", "about", "privacy", "not-found", "coming-soon", "suspended", "preview", "charity-home",
	"campaign", "campaign-pledge", "donate", "pledge", "receipt", "find",
];
/** Of the app, by day. */
const APP = [
	"login", "signup", "confirm", "forgot", "reset", "invitation", "account", "account-security", "new", "orders", "orders-one",
	"donations", "donations-one", "pledges", "pledges-one", "dashboard", "letters", "team", "settings", "integrations", "activity",
	"catalog", "catalog-new", "catalog-one", "catalog-collections", "catalog-import", "storefront",
];
const SIZES = { 390: 1000, 1280: 860 };
const MOST_BYTES = 48 * 1024;

const folder = join(ROOT, "docs/screenshots");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

/** Draws the upper part of a picture and gives it as WebP; in the browser. */
async function drawn({ png, width, height, quality }) {
	const image = new Image();
	image.src = `data:image/png;base64,${png}`;
	await image.decode();
	const canvas = document.createElement("canvas");
	canvas.width = width;
	canvas.height = Math.min(height, image.naturalHeight);
	canvas.getContext("2d").drawImage(image, 0, 0);
	return canvas.toDataURL("image/webp", quality).split(",")[1];
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
	const page = await browser.newPage();
	const pages = [...STOREFRONT.map((name) => [name, ""]), ...APP.map((name) => [`app-${name}`, "-light"])];
	for (const [name, ending] of pages) {
		for (const language of ["ar", "en"]) {
			for (const [width, height] of Object.entries(SIZES)) {
				const png = readFileSync(join(PICTURES, `${name}-${language}-${width}${ending}.png`)).toString("base64");
				for (let quality = 0.74; quality > 0.3; quality -= 0.1) {
					const bytes = Buffer.from(await page.evaluate(drawn, { png, width: Number(width), height, quality }), "base64");
					if (bytes.length > MOST_BYTES) continue;
					writeFileSync(join(folder, `${name}-${language}-${width}.webp`), bytes);
					break;
				}
			}
		}
	}
} finally {
	await browser.close();
}
