// From nothing to a team: sign up, confirm, found a tenant, invite, join, a second factor, another password; in both languages.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";

import { ask } from "../support/http.mjs";
import { CODE, INVITATION, letterTo, nextTotp, totp } from "../support/letters.mjs";
import { findings, tooWide } from "../support/look.mjs";
import { PICTURES } from "../support/place.mjs";
import { WIDTHS, at, settled, stage, visit } from "../support/stage.mjs";

mkdirSync(PICTURES, { recursive: true });

const NO_SESSION = "401 /auth/refresh";
const OLD = "سدو منسوج باليد 1447";
const NEW = "another thread, another colour";
const NARROW = { width: 360, height: 740 };

/** Names the buttons and links of the walk in each language. */
const WORDS = {
	ar: { join: "انضم إلى الفريق", account: "أنشئ حسابًا", logOut: "تسجيل الخروج", invite: "دعوة زميل", kept: "حفظت الرموز", on: "فعّل التحقق بخطوتين", recovery: /رمز استرداد/, mark: "اختبار" },
	en: { join: "Join the team", account: "Create an account", logOut: "Log out", invite: "Invite a colleague", kept: "I have kept them", on: "Turn it on", recovery: /Use a recovery code/, mark: "Test" },
};

/** Looks at the page as it stands on both screens, by day and by night: axe, width, a picture. */
async function looked(page, name) {
	const before = page.viewportSize();
	for (const viewport of [NARROW, WIDTHS.phone, WIDTHS.desk]) {
		await page.setViewportSize(viewport);
		for (const colorScheme of ["light", "dark"]) {
			await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
			await settled(page);
			await page.waitForTimeout(300);
			const where = `${name}, ${viewport.width}, ${colorScheme}`;
			assert.deepEqual(await tooWide(page), [], `${where}: scrolls sideways`);
			assert.deepEqual(await findings(page), [], `${where}: axe`);
			await page.screenshot({ path: join(PICTURES, `app-${name}-${viewport.width}-${colorScheme}.png`) });
		}
	}
	await page.emulateMedia({ colorScheme: "light" });
	await page.setViewportSize(before);
}

/** Waits until the program has taken the form over. */
async function awake(page, field) {
	await page.waitForSelector(`#${field}`);
}

async function signUp(page, { name, email, password }, look) {
	await awake(page, "name");
	await look?.("signup");
	await page.locator(".form button[type=submit]").click();
	const blank = (await page.inputValue("#email")) ? 2 : 3;
	assert.equal(await page.locator(".field-error").count(), blank, "each field tells what it lacks");
	await page.fill("#name", name);
	await page.fill("#email", email);
	await page.fill("#password", "short");
	await page.locator(".form button[type=submit]").click();
	assert.equal(await page.getAttribute("#password", "aria-invalid"), "true");
	assert.equal(await page.getAttribute(".strength", "data-level"), "0");
	await page.fill("#password", password);
	assert.match(await page.getAttribute(".strength", "data-level"), /[23]/);
	await page.keyboard.press("Enter");
	await page.waitForSelector("#code");
	assert.equal(await page.inputValue("#email"), email, "the address is not asked for twice");
	await look?.("confirm");
}

async function logOut(page, words) {
	await page.locator(".user-summary:visible").click();
	await page.getByRole("button", { name: words.logOut }).click();
	await page.waitForSelector("#password");
}

async function logIn(page, email, password) {
	await awake(page, "email");
	await page.fill("#email", email);
	await page.fill("#password", password);
	await page.keyboard.press("Enter");
}

suite("people", () => {
	for (const [language, viewport] of [["ar", WIDTHS.phone], ["en", WIDTHS.desk]]) {
		const words = WORDS[language];
		const mark = `${language}${Date.now().toString(36)}`;
		const owner = { name: language === "ar" ? "نورة العلي" : "Noura Al-Ali", email: `noura-${mark}@example.com`, password: OLD };
		const colleague = { name: language === "ar" ? "سالم الراشد" : "Salem Al-Rashid", email: `salem-${mark}@example.com`, password: OLD };
		const seen = new Set();
		let secret;
		let recovery;
		let invitation;

		test(`a visitor signs up, confirms, and founds a shop that stands at once (${language})`, () =>
			visit({ language, viewport, tolerates: [NO_SESSION, "400 /auth/confirm", "422 /auth/confirm"] }, async (page) => {
				const look = (name) => looked(page, `${name}-${language}`);
				await page.goto(at("app", "/signup"));
				await signUp(page, owner, look);
				const { found: code } = await letterTo(owner.email, CODE, seen);
				// A wrong code is told beside its field, and the right one still works.
				await page.fill("#code", code === "000000" ? "111111" : "000000");
				await page.waitForSelector("#code[aria-invalid=true]");
				// Eastern digits are digits.
				await page.fill("#code", language === "ar" ? code.replace(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[digit]) : code);
				await page.waitForURL(/\/new$/);
				await awake(page, "slug");
				await look("found");
				await page.fill("#name", `${words.mark} ${mark}`);
				await page.fill("#slug", "dukkan");
				await page.waitForSelector(".slug-told .pill", { timeout: 10_000 });
				await look("found-taken");
				await page.fill("#slug", `shop-${mark}`);
				await page.waitForSelector(".slug-free");
				await page.locator(".form button[type=submit]").click();
				// The first page is in another part of the app, which is loaded at its address.
				await page.waitForURL(new RegExp(`/shop-${mark}/`));
				await page.waitForSelector(".list-body[aria-busy=false]");
				const shop = await ask(stage, `shop-${mark}`, "/");
				assert.ok([200, 404, 503].includes(shop.status) && shop.status === 200, `the storefront answers ${shop.status}`);

				await page.goto(at("app", `/shop-${mark}/team`));
				await page.waitForSelector(".entry-name");
				await page.getByRole("button", { name: words.invite }).click();
				await page.waitForSelector("dialog[open] #invite-email");
				await look("invite");
				await page.fill("#invite-email", colleague.email);
				await page.keyboard.press("Enter");
				await page.waitForSelector("dialog[open] #invite-link");
				const shown = await page.inputValue("#invite-link");
				await look("invited");
				invitation = (await letterTo(colleague.email, INVITATION, seen)).found;
				assert.equal(invitation, shown, "the mail's link is the one shown");
				await page.keyboard.press("Escape");
				await page.waitForFunction(() => document.querySelectorAll(".entry-name").length === 2);
				await look("team");
				await page.goto(at("app", `/shop-${mark}/settings`));
				await page.waitForSelector("#legalName");
				await look("settings");
			}));

		test(`a colleague follows the invitation, signs up and joins (${language})`, () =>
			visit({ language, viewport, tolerates: [NO_SESSION] }, async (page) => {
				await page.goto(invitation);
				await page.waitForSelector(".join-facts");
				await looked(page, `invitation-${language}`);
				await page.getByRole("link", { name: words.account }).click();
				await awake(page, "name");
				assert.equal(await page.inputValue("#email"), colleague.email, "the invited address stands there already");
				assert.doesNotMatch(page.url(), /inv_/, "the secret is in no address");
				await signUp(page, colleague);
				const { found: code } = await letterTo(colleague.email, CODE, seen);
				await page.fill("#code", code);
				await page.getByRole("button", { name: words.join }).click();
				await page.waitForURL(new RegExp(`/shop-${mark}/`));
				// A member sees no settings, neither in the menu nor by hand.
				assert.equal(await page.locator(`a[href='/shop-${mark}/settings']`).count(), 0);
				await page.goto(at("app", `/shop-${mark}/settings`));
				await page.waitForSelector(".empty");
				assert.equal(await page.locator("main form").count(), 0, "no form for whom it is not meant");
				await page.goto(invitation);
				await page.waitForSelector(".empty");
			}));

		test(`a second factor is set up, asked for, and not fooled (${language})`, () =>
			visit({ language, viewport, tolerates: [NO_SESSION, "401 /auth/mfa", "422 /auth/mfa", "400 /auth/mfa"] }, async (page) => {
				await page.goto(at("app", "/account/security"));
				await logIn(page, owner.email, owner.password);
				await page.waitForSelector("#factor-title");
				await page.waitForSelector(".entry-name");
				await looked(page, `security-${language}`);
				await page.getByRole("button", { name: words.on }).click();
				await page.fill("#password", "not the password");
				await page.locator("dialog[open] [type=submit]").click();
				await page.waitForSelector("#password[aria-invalid=true]");
				await looked(page, `factor-password-${language}`);
				await page.fill("#password", owner.password);
				await page.locator("dialog[open] [type=submit]").click();
				await page.waitForSelector(".qr svg");
				secret = await page.locator(".secret").textContent();
				await looked(page, `factor-${language}`);
				await page.fill("#code", totp(secret));
				await page.waitForSelector(".codes code");
				await looked(page, `recovery-${language}`);
				recovery = await page.locator(".codes code").allTextContents();
				assert.equal(recovery.length, 10);
				await page.getByRole("button", { name: words.kept }).click();
				await page.waitForSelector("#factor-title ~ span .status-done");

				await logOut(page, words);
				await logIn(page, owner.email, owner.password);
				await page.waitForSelector("#code");
				await looked(page, `challenge-${language}`);
				const right = nextTotp(secret);
				await page.fill("#code", right === "000000" ? "111111" : "000000");
				await page.waitForSelector("#code[aria-invalid=true]");
				assert.deepEqual((await page.context().cookies()).filter(({ value }) => value), [], "a wrong code opens nothing");
				await page.fill("#code", right);
				await page.waitForSelector(".user-summary:visible");

				await logOut(page, words);
				await logIn(page, owner.email, owner.password);
				await page.waitForSelector("#code");
				await page.getByRole("button", { name: words.recovery }).click();
				await page.fill("#code", recovery[0]);
				await page.keyboard.press("Enter");
				await page.waitForSelector(".user-summary:visible");
			}));

		test(`a forgotten password is replaced by the code of the mail, and the old one is worth nothing (${language})`, () =>
			visit({ language, viewport, tolerates: [NO_SESSION, "401 /auth/login", "422 /auth/reset", "400 /auth/reset"] }, async (page) => {
				await page.goto(at("app", "/login"));
				await awake(page, "email");
				await page.locator("a[href^='/forgot']").click();
				await page.waitForURL(/\/forgot/);
				await looked(page, `forgot-${language}`);
				await page.fill("#email", colleague.email);
				await page.keyboard.press("Enter");
				await page.waitForSelector("#code");
				await looked(page, `reset-${language}`);
				const { found: code } = await letterTo(colleague.email, CODE, seen);
				await page.fill("#code", code);
				await page.fill("#password", NEW);
				await page.keyboard.press("Enter");
				await page.waitForURL(/\/login/);
				await page.waitForSelector(".notice-success");
				await page.fill("#password", OLD);
				await page.keyboard.press("Enter");
				await page.waitForSelector(".form-notice .notice-danger");
				await page.fill("#password", NEW);
				await page.keyboard.press("Enter");
				await page.waitForSelector(".user-summary:visible");
				await page.goto(at("app", "/account"));
				await page.waitForSelector("#profile-title");
				await looked(page, `profile-${language}`);
			}));
	}
});
