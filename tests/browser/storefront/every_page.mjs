// Every page, in both languages and both widths: accessible, without sideways scrolling, easy to tap; and its picture.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import { ask, filledCheckout, sendCheckout } from "../support/http.mjs";
import { byKeyboard, findings, tooWide } from "../support/look.mjs";
import { found, run, signedIn, somebody } from "../support/people.mjs";
import { PICTURES } from "../support/place.mjs";
import { PERSON, fillBasket, order } from "../support/shop.mjs";
import { LANGUAGES, WIDTHS, alive, at, settled, stage, visit } from "../support/stage.mjs";

/** The narrowest screen that is promised. */
const NARROW = { width: 360, height: 740 };
/** The least height of what is tapped, in pixels; half a pixel is lost by rounding. */
const TAP = 43.5;

mkdirSync(PICTURES, { recursive: true });

let placed;
/** The token of one order, made for the pages that need one. */
async function token() {
	placed ??= filledCheckout(stage, "arabic-coffee", PERSON).then((filled) => sendCheckout(stage, filled));
	return (await placed).split("/").at(-1);
}

let printed;
/** The address of a receipt of the charity's, as its team has it. */
function receipt() {
	printed ??= (async () => {
		const owner = await signedIn("owner@khair.example");
		const { nodes } = await run(owner, "{ donations(first: 50, where: { status: [RECEIVED] }) { nodes { receipts { token } } } }", {}, "khair");
		return `/receipt/${nodes.flatMap(({ receipts }) => receipts)[0].token}`;
	})();
	return printed;
}

/** Looks at a shop of one's own that is not open yet, by a ticket, as the app does: by a form that it sends. */
async function preview(page, { prefix }) {
	const owner = await somebody("Noura Previews");
	const slug = await found(owner, "Loom");
	await run(owner, "mutation { storefrontUnpublish { userErrors { code } } }", {}, slug);
	const { ticket } = await run(owner, "mutation { storefrontPreviewTicket { ticket userErrors { code } } }", {}, slug);
	const form = { ticket };
	const opened = await ask(stage, slug, "/preview", { method: "POST", form, headers: { origin: at("app", "").replace(/\/$/, "") } });
	assert.equal(opened.status, 303, String(opened.bytes));
	const [name, value] = opened.headers["set-cookie"][0].split(";")[0].split("=");
	await page.context().addCookies([{ name, value, domain: `${slug}.localhost`, path: "/", httpOnly: true, sameSite: "Lax" }]);
	await page.goto(at(slug, `${prefix}/`));
	await page.waitForSelector(".preview-bar");
}

const go = (slug, path) => (page, { prefix }) => page.goto(at(slug, prefix + path));

/** Each page by the name of its picture: how one gets there. */
const PAGES = {
	home: go("dukkan", "/"),
	item: go("dukkan", "/i/brass-dallah"),
	"item-service": go("dukkan", "/i/gift-wrapping"),
	"item-sold-out": go("dukkan", "/i/sadu-throw"),
	"item-added": async (page, { prefix }) => {
		await page.goto(at("dukkan", `${prefix}/i/arabic-coffee`));
		await alive(page);
		await page.locator(".buy-bar .button").click();
		await page.waitForSelector(".toast");
		await page.evaluate(async () => {
			const moving = document.querySelector(".toast").getAnimations();
			await moving.find((one) => one.animationName === "toast-in").finished;
			for (const one of moving) one.pause();
		});
	},
	search: go("dukkan", "/search?q=سدو"),
	"search-nothing": go("dukkan", "/search?q=zzzzqqqq"),
	"search-all": go("dukkan", "/search"),
	collection: go("dukkan", "/c/coffee"),
	"coming-soon": go("warsha", "/"),
	suspended: go("qadeem", "/"),
	about: go("dukkan", "/about"),
	privacy: go("dukkan", "/privacy"),
	"not-found": go("dukkan", "/nowhere"),
	"basket-empty": go("dukkan", "/basket"),
	basket: async (page, { prefix }, language) => {
		await fillBasket(page, language, "arabic-coffee");
		await fillBasket(page, language, "brass-dallah");
	},
	checkout: async (page, { prefix }, language) => {
		await fillBasket(page, language, "arabic-coffee");
		await page.goto(at("dukkan", `${prefix}/checkout`));
	},
	"checkout-errors": async (page, { prefix }, language) => {
		await fillBasket(page, language, "arabic-coffee");
		await page.goto(at("dukkan", `${prefix}/checkout`));
		await Promise.all([page.waitForEvent("load"), order(page)]);
	},
	thanks: async (page, { prefix }) => page.goto(at("dukkan", `${prefix}/thanks/${await token()}`)),
	status: async (page, { prefix }) => page.goto(at("dukkan", `${prefix}/s/${await token()}`)),
	"status-missing": go("dukkan", "/s/abc"),
	"charity-home": go("khair", "/"),
	campaign: go("khair", "/i/dig-a-well"),
	"campaign-pledge": go("khair", "/i/palm-endowment"),
	donate: go("khair", "/donate/dig-a-well"),
	pledge: go("khair", "/pledge/palm-endowment"),
	find: go("khair", "/s"),
	receipt: async (page, { prefix }) => page.goto(at("khair", prefix + (await receipt()))),
	preview,
	"no-tenant": (page) => page.goto(at("nobody-here")),
};

/** Pages without header, footer and script. */
const BARE = ["no-tenant", "coming-soon", "suspended", "receipt"];
/** Numbers of orders and times differ between two visits. */
const NUMBER = /\d/;
/** Pages that come to be by a script's work, which is what they show. */
const SCRIPTED = ["item-added"];

// Each page stands for itself, so two can be looked at at once.
suite("every page", { concurrency: 2 }, () => {
	for (const [name, open] of Object.entries(PAGES)) {
		test(`page ${name} is accessible, fits every screen and can be tapped`, async () => {
			for (const [language, place] of Object.entries(LANGUAGES)) {
				await visit({ language, viewport: NARROW }, async (page) => {
					await open(page, place, language);
					await settled(page);
					if (!BARE.includes(name)) await alive(page);
					assert.deepEqual(await tooWide(page), [], `${language}, 360 px: scrolls sideways`);
					for (const [device, viewport] of Object.entries(WIDTHS)) {
						await page.setViewportSize(viewport);
						await settled(page);
						const where = `${language}, ${viewport.width} px`;
						assert.deepEqual(await tooWide(page), [], `${where}: scrolls sideways`);
						if (device === "phone") assert.deepEqual(await tooSmall(page), [], `${where}: too small to tap`);
						await takePicture(page, name, language, viewport);
						assert.deepEqual(await findings(page), [], `${where}: axe`);
					}
					assert.deepEqual(await byKeyboard(page), [], `${language}: by keyboard`);
				});
			}
		});
	}
});

suite("without script", { concurrency: 2 }, () => {
	for (const [name, open] of Object.entries(PAGES)) {
		if (SCRIPTED.includes(name) || /basket$|checkout/.test(name)) continue;
		test(`page ${name} says the same with scripts switched off`, async () => {
			for (const [language, place] of Object.entries(LANGUAGES)) {
				const said = {};
				for (const script of [true, false]) {
					await visit({ language, script, viewport: WIDTHS.phone }, async (page) => {
						await open(page, place, language);
						if (script && !BARE.includes(name)) await alive(page);
						said[script] = (await page.locator("body").innerText()).replace(/\s+/g, " ").trim();
					});
				}
				assert.ok(said[false].length > 40, `${language}: nearly nothing`);
				for (const word of new Set(said[true].split(" "))) {
					assert.ok(said[false].includes(word) || NUMBER.test(word), `${language}: "${word}" stands there only with script`);
				}
			}
		});
	}
});

/** Controls lower than a finger: buttons, fields, choices, the links of head and foot, and links inside a form. */
function tooSmall(page) {
	return page.evaluate((least) => {
		const controls = document.querySelectorAll(
			"button, .button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, label.choice, header a, footer a, form a",
		);
		return [...controls]
			.filter((control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !control.closest(".trap"))
			.map((control) => ({ what: control.outerHTML.slice(0, 100), height: control.getBoundingClientRect().height }))
			.filter(({ height }) => height < least);
	}, TAP);
}

/** The whole page, or the screen where something is held fast to its edge. */
async function takePicture(page, name, language, { width }) {
	const held = name.startsWith("item") && width < 900;
	await page.evaluate(() => scrollTo(0, 0));
	await page.screenshot({ path: join(PICTURES, `${name}-${language}-${width}.png`), fullPage: !held, animations: "allow" });
}
