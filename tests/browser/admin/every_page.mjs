// Every page of the app, in both languages, on phone and desk, light and dark: accessible, no sideways scrolling, usable by
// keyboard alone; its picture, and the weight of its program. The list is held against the program's own list of routes.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import { INVITATION, letterTo } from "../support/letters.mjs";
import { byKeyboard, findings, tooWide } from "../support/look.mjs";
import { found, mark, run, somebody } from "../support/people.mjs";
import { PICTURES, ROOT } from "../support/place.mjs";
import { WIDTHS, at, settled, visit } from "../support/stage.mjs";
import { ROWS, enter } from "../support/team.mjs";

const KB = 1024;
/** The screens that a page is looked at on, by day or by night. */
const LOOKS = [
	["light", { width: 360, height: 740 }],
	["light", WIDTHS.phone],
	["dark", WIDTHS.phone],
	["light", WIDTHS.desk],
	["dark", WIDTHS.desk],
];

mkdirSync(PICTURES, { recursive: true });

const LIST = `.list-body[aria-busy=false] :is(${ROWS})`;
const first = async (page) => {
	await page.locator(LIST).first().click();
	await page.waitForSelector(".timeline .event");
};

let invitation;
/** The link of an invitation that stands. */
function invited() {
	invitation ??= (async () => {
		const owner = await somebody("Noura Invites");
		const slug = await found(owner);
		const email = `asked-${mark()}@example.com`;
		await run(owner, "mutation($i: MemberInviteInput!) { memberInvite(input: $i) { userErrors { code } } }", { i: { email, role: "MEMBER" } }, slug);
		return (await letterTo(email, INVITATION)).found;
	})();
	return invitation;
}

/** Whoever keeps the platform of the demo. */
const OPERATOR = "operator@sadu.example";

/** Route by route: who opens it (nobody, unless said), at which address, and what is waited for. */
const PAGES = {
	"/login": { at: "/login", wait: "#email" },
	"/signup": { at: "/signup", wait: "#email" },
	"/confirm": { at: "/confirm", wait: "#code" },
	"/forgot": { at: "/forgot", wait: "#email" },
	"/reset": { at: "/reset", wait: "#code" },
	"/invitation": { at: invited, wait: ".join-facts" },
	"/": { who: "dukkan", at: "/", wait: LIST, name: "home" },
	"/account": { who: "dukkan", at: "/account", wait: "#profile-title" },
	"/account/security": { who: "dukkan", at: "/account/security", wait: "section:has(#sessions-title) .entry" },
	"/new": { who: "dukkan", at: "/new", wait: "#slug" },
	"/dev/gallery": { who: "dukkan", at: "/dev/gallery", wait: "h1" },
	"/platform": { who: OPERATOR, at: "/platform", wait: ".platform-tenant" },
	"/platform/log": { who: OPERATOR, at: "/platform/log", wait: "main h1" },
	"/:tenant/inbox": { who: "khair", at: "/khair/inbox", wait: LIST },
	"/:tenant/orders": { who: "dukkan", at: "/dukkan/orders", wait: LIST },
	"/:tenant/orders/:id": { who: "dukkan", at: "/dukkan/orders", wait: LIST, then: first },
	"/:tenant/orders/new": { who: "dukkan", at: "/dukkan/orders/new", wait: ".choose-row" },
	"/:tenant/orders/:id/edit": {
		who: "dukkan",
		at: "/dukkan/orders?status=pending",
		wait: LIST,
		name: "orders-edit",
		then: async (page) => {
			await first(page);
			await page.locator('.more-acts a[href$="/edit"]').click();
			await page.waitForSelector(".draft-line");
		},
	},
	"/:tenant/donations": { who: "khair", at: "/khair/donations", wait: LIST },
	"/:tenant/donations/:id": { who: "khair", at: "/khair/donations?status=received", wait: LIST, then: first },
	"/:tenant/donations/new": { who: "khair", at: "/khair/donations/new", wait: "#amount" },
	"/:tenant/pledges": { who: "khair", at: "/khair/pledges", wait: LIST },
	"/:tenant/pledges/:id": { who: "khair", at: "/khair/pledges?status=active", wait: LIST, then: first },
	"/:tenant/pledges/new": { who: "khair", at: "/khair/pledges/new", wait: "#until" },
	"/:tenant/dashboard": { who: "dukkan", at: "/dukkan/dashboard", wait: "main svg" },
	"/:tenant/letters": { who: "dukkan", at: "/dukkan/letters", wait: `${LIST}, .list-body[aria-busy=false] .empty` },
	"/:tenant/team": { who: "dukkan", at: "/dukkan/team", wait: ".entry-name" },
	"/:tenant/integrations": { who: "dukkan", at: "/dukkan/integrations", wait: "main h1" },
	"/:tenant/activity": { who: "dukkan", at: "/dukkan/activity", wait: LIST },
	"/:tenant/settings": { who: "dukkan", at: "/dukkan/settings", wait: "#legalName" },
	"/:tenant/catalog": { who: "dukkan", at: "/dukkan/catalog", wait: LIST },
	"/:tenant/catalog/new": {
		who: "dukkan",
		at: "/dukkan/catalog/new",
		wait: "#price",
		then: async (page) => {
			await page.locator(".form-more-head").click();
			await page.waitForSelector("#counts");
		},
	},
	"/:tenant/catalog/collections": { who: "dukkan", at: "/dukkan/catalog/collections", wait: ".shelf" },
	"/:tenant/catalog/import": { who: "dukkan", at: "/dukkan/catalog/import", wait: ".import-page, #file" },
	"/:tenant/catalog/:id": {
		who: "dukkan",
		at: "/dukkan/catalog?q=dallah",
		wait: LIST,
		then: async (page) => {
			await page.locator(LIST).first().click();
			await page.waitForSelector(".tile img");
		},
	},
	"/:tenant/storefront": { who: "dukkan", at: "/dukkan/storefront", wait: ".brand-preview" },
	// Not routes of their own, but faces that a route has.
	"orders, none found": { who: "dukkan", at: "/dukkan/orders?q=zzzzzz", wait: ".list-body[aria-busy=false]" },
	"no such page": { who: "dukkan", at: "/dukkan/nothing/here/at/all", wait: ".empty" },
};

/** The page's name in pictures. */
function nameOf(route) {
	const page = PAGES[route];
	const words = route.replace("/:id", " one").replace("/:tenant", "").split(/[^a-z]+/);
	return page.name ?? words.filter(Boolean).join("-");
}

/** Looks at the page as it stands on every screen, by day and by night. */
async function looked(page, name) {
	for (const [colorScheme, viewport] of LOOKS) {
		await page.setViewportSize(viewport);
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		await settled(page);
		// A colour on its way to another is neither; what inherits it sets out when it has arrived.
		await page.waitForTimeout(400);
		const where = `${name}, ${viewport.width}, ${colorScheme}`;
		await page.screenshot({ path: join(PICTURES, `${name}-${viewport.width}-${colorScheme}.png`) });
		assert.deepEqual(await tooWide(page), [], `${where}: scrolls sideways`);
		assert.deepEqual(await findings(page), [], `${where}: axe`);
	}
}

suite("every page of the app", { concurrency: 2 }, () => {
	test("every route of the program is in the list", () => {
		const program = readFileSync(join(ROOT, "web/admin/src/app.rs"), "utf8");
		const routes = [...program.matchAll(/<Route path=path!\("([^"]+)"\)/g)].map(([, route]) => route);
		assert.ok(routes.length > 20, `only ${routes.length} routes were found in app.rs`);
		const listed = Object.keys(PAGES).filter((name) => name.startsWith("/"));
		assert.deepEqual(listed.toSorted(), routes.toSorted());
	});

	test("the walk by keyboard notices what a keyboard cannot reach, or cannot see", () =>
		visit({ language: "en", tolerates: ["401 /auth/refresh"] }, async (page) => {
			await page.goto(at("app", "/forgot"));
			await page.waitForSelector("#email");
			assert.deepEqual(await byKeyboard(page), [], "the positive control");
			await page.evaluate(() => {
				const unseen = document.createElement("button");
				unseen.id = "unseen";
				unseen.append("unseen");
				const style = new CSSStyleSheet();
				style.replaceSync("#unseen, #unseen::after { outline: none !important; box-shadow: none !important }");
				document.adoptedStyleSheets.push(style);
				document.querySelector("main").prepend(unseen);
			});
			assert.match((await byKeyboard(page)).join(), /focus is not seen: <button id="unseen"/);
			await page.evaluate(() => {
				document.querySelector("#unseen").remove();
				document.addEventListener("keydown", (event) => event.preventDefault());
			});
			assert.match((await byKeyboard(page)).join(), /not reached: <button/);
		}));

	for (const [route, { who, at: address, wait, then }] of Object.entries(PAGES)) {
		test(`the page ${route} is accessible, fits every screen and needs no mouse`, async () => {
			for (const language of ["ar", "en"]) {
				await visit({ language, viewport: WIDTHS.phone, tolerates: ["401 /auth/refresh"] }, async (page) => {
					await page.addInitScript((code) => localStorage.setItem("sadu.locale", code), language);
					if (who) await enter(page, who === OPERATOR ? who : `owner@${who}.example`);
					await page.goto(typeof address === "string" ? at("app", address) : await address());
					await page.waitForSelector(wait);
					await then?.(page);
					assert.equal(await page.evaluate(() => document.documentElement.lang), language);
					await looked(page, `app-${nameOf(route)}-${language}`);
					assert.deepEqual(await byKeyboard(page), [], `${route}, ${language}: by keyboard`);
				});
			}
		});
	}

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
		for (const part of ["admin", "admin-record", "admin-shop", "admin-team", "admin-desk"]) {
			const sizes = ["js", "wasm"].map((kind) => statSync(join(dist, "assets", `${names[`${part}.${kind}`]}.br`)).size);
			const sum = sizes[0] + sizes[1];
			assert.ok(sum > 100 * KB && sum < 450 * KB, `${part} weighs ${sum} bytes`);
		}
	});
});
