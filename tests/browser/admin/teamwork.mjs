// Who belongs to a team and as what, a tenant's own settings, and one's own devices and profile; in both languages.
import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { ask } from "../support/http.mjs";
import { INVITATION, letterTo, nextTotp, totp } from "../support/letters.mjs";
import { as, found, join, mark, run, somebody } from "../support/people.mjs";
import { WIDTHS, at, stage, visit } from "../support/stage.mjs";
import { signIn } from "../support/team.mjs";

const WORDS = {
	ar: { role: "تغيير الدور", remove: "إخراج من الفريق", leave: "مغادرة الفريق", resend: "إعادة إرسال الدعوة", revoke: "سحب الدعوة", save: "حفظ", admin: "مدير", slug: "تغيير العنوان", require: "اشترطه", last: /آخر مالك/, end: "إنهاء", others: "إنهاء كل الجلسات الأخرى", twoStep: "التحقق بخطوتين", english: "English" },
	en: { role: "Change role", remove: "Remove from the team", leave: "Leave the team", resend: "Send the invitation again", revoke: "Take the invitation back", save: "Save", admin: "Admin", slug: "Change the address", require: "Require it", last: /last owner/, end: "End", others: "End all other sessions", twoStep: "two-step verification", english: "English" },
};

/** Opens somebody's menu on the team's page and presses an act. */
async function press(page, name, act) {
	const entry = entryOf(page, name);
	await entry.locator("summary").click();
	await entry.getByRole("button", { name: act }).click();
}

/** The entry of somebody on the team's page. */
const entryOf = (page, name) => page.locator(".list-body :is(tbody tr, li)", { hasText: name });

suite("a team and its settings", { concurrency: 2 }, () => {
	for (const [language, viewport] of [["ar", WIDTHS.phone], ["en", WIDTHS.desk]]) {
		const words = WORDS[language];

		test(`the owner gives another role, and the colleague's rights follow at once (${language})`, async () => {
			const [owner, colleague] = [await somebody("Noura Role", language), await somebody("Salem Role", language)];
			const slug = await found(owner);
			await join(owner, slug, colleague, "MEMBER");
			const mayOpenSettings = async () =>
				(await run(colleague, "{ viewer { memberships { role permissions } } }")).memberships[0].permissions.includes("MANAGE_TENANT");
			assert.equal(await mayOpenSettings(), false, "the positive control");
			await as(owner, `/${slug}/team`, { language, viewport }, async (page) => {
				await page.waitForSelector(".entry-name");
				await press(page, colleague.name, words.role);
				await page.waitForSelector("dialog[open] [name=role]", { state: "attached" });
				await page.locator("dialog[open] label", { hasText: words.admin }).first().click();
				await page.locator("dialog[open] button[type=submit]").click();
				await page.waitForFunction(() => !document.querySelector("dialog[open]"));
				await entryOf(page, colleague.name).getByText(words.admin, { exact: true }).waitFor();
			});
			assert.equal(await mayOpenSettings(), true);
		});

		test(`a colleague is removed, another one leaves, and the last owner stays (${language})`, async () => {
			const [owner, one, other] = [await somebody("Huda Owner", language), await somebody("Fahad Removed", language), await somebody("Latifa Leaves", language)];
			const slug = await found(owner);
			await join(owner, slug, one, "MEMBER");
			await join(owner, slug, other, "ADMIN");
			await as(owner, `/${slug}/team`, { language, viewport }, async (page) => {
				await page.waitForSelector(".entry-name");
				await press(page, one.name, words.remove);
				await page.locator("dialog[open] button[type=submit]").click();
				await entryOf(page, one.name).waitFor({ state: "detached" });
			});
			assert.deepEqual((await run(one, "{ viewer { memberships { role } } }")).memberships, [], "their access is over");
			await as(other, `/${slug}/team`, { language, viewport }, async (page) => {
				await page.waitForSelector(".entry-name");
				// An admin neither removes an owner nor changes roles.
				assert.equal(await entryOf(page, owner.name).locator("summary").count(), 0);
				await press(page, other.name, words.leave);
				await page.locator("dialog[open] button[type=submit]").click();
				await page.waitForURL(/\/new$/);
			});
			assert.deepEqual((await run(other, "{ viewer { memberships { role } } }")).memberships, []);
			await as(owner, `/${slug}/team`, { language, viewport }, async (page) => {
				await page.waitForSelector(".entry-name");
				await press(page, owner.name, words.leave);
				await page.locator("dialog[open] button[type=submit]").click();
				await page.locator("dialog[open] .notice-danger").filter({ hasText: words.last }).waitFor();
				await page.keyboard.press("Escape");
				await press(page, owner.name, words.role);
				await page.locator("dialog[open] label", { hasText: words.admin }).first().click();
				await page.locator("dialog[open] button[type=submit]").click();
				await page.locator("dialog[open] .notice-danger").filter({ hasText: words.last }).waitFor();
			});
			assert.equal((await run(owner, "{ viewer { memberships { role } } }")).memberships[0].role, "OWNER");
		});

		test(`an invitation is sent again and taken back (${language})`, async () => {
			const [owner, asked] = [await somebody("Mona Invites", language), await somebody("Yousef Asked", language)];
			const slug = await found(owner);
			await run(owner, "mutation($i: MemberInviteInput!) { memberInvite(input: $i) { userErrors { code } } }", { i: { email: asked.email, role: "MEMBER" } }, slug);
			const seen = new Set();
			const first = (await letterTo(asked.email, INVITATION, seen)).found;
			await as(owner, `/${slug}/team`, { language, viewport }, async (page) => {
				await page.waitForSelector(".entry-name");
				await press(page, asked.email, words.resend);
				const second = (await letterTo(asked.email, INVITATION, seen)).found;
				assert.notEqual(second, first, "the former link ends");
				const stands = async (link) => (await run(asked, "query($t: String!) { invitation(token: $t) { email } }", { t: link.split("#token=")[1] }))?.email;
				assert.deepEqual([await stands(first), await stands(second)], [undefined, asked.email]);
				await press(page, asked.email, words.revoke);
				await page.locator("dialog[open] button[type=submit]").click();
				await entryOf(page, asked.email).waitFor({ state: "detached" });
				assert.equal(await stands(second), undefined, "taken back");
			});
		});

		test(`a tenant moves to another address, and the old one leads there (${language})`, async () => {
			const owner = await somebody("Dana Moves", language);
			const slug = await found(owner);
			const next = `n-${mark()}`;
			await as(owner, `/${slug}/settings`, { language, viewport }, async (page) => {
				await page.waitForSelector("#address-title");
				await page.getByRole("button", { name: words.slug }).first().click();
				await page.waitForSelector("dialog[open] #slug");
				await page.fill("dialog[open] #slug", next);
				await page.waitForSelector("dialog[open] .slug-free");
				await page.locator("dialog[open] button[type=submit]").click();
				await page.waitForURL(`**/${next}/settings`);
				await page.waitForSelector("#legalName");
				assert.ok((await page.locator(".former-slugs").innerText()).includes(slug));
			});
			const moved = await ask(stage, slug, "/about?x=1");
			assert.equal(moved.status, 301);
			assert.equal(moved.headers.location, at(next, "/about?x=1"));
			assert.equal((await ask(stage, next, "/about")).status, 200);
		});

		test(`a tenant requires the second factor: who has none sees nothing, and sets it up (${language})`, async () => {
			const [owner, member] = [await somebody("Amal Requires", language), await somebody("Badr Lacks", language)];
			const slug = await found(owner);
			await join(owner, slug, member, "MEMBER");
			const setUp = await run(owner, "mutation($p: String!) { mfaSetupBegin(password: $p) { secret userErrors { code } } }", { p: owner.password });
			await run(owner, "mutation($c: String!) { mfaSetupConfirm(code: $c) { userErrors { code } } }", { c: totp(setUp.secret) });
			await visit({ language, viewport, tolerates: ["401 /auth/refresh"] }, async (page) => {
				await page.goto(at("app", `/login?next=${encodeURIComponent(`/${slug}/settings`)}`));
				await signIn(page, owner.email, owner.password);
				await page.waitForSelector("#code");
				await page.fill("#code", nextTotp(setUp.secret));
				await page.waitForSelector("#safety-title");
				await page.getByRole("button", { name: words.require }).click();
				await page.waitForSelector("#safety-title ~ .status-done, .card-row .status-done");
			});
			await as(member, `/${slug}/orders`, { language, viewport, tolerates: ["403 /graphql"] }, async (page) => {
				await page.waitForSelector(".empty a[href='/account/security']");
				assert.equal(await page.locator(".list-body").count(), 0, "nothing of the tenant is shown");
				await page.locator(".empty a[href='/account/security']").click();
				await page.waitForSelector("#factor-title");
				await page.locator(".card", { has: page.locator("#factor-title") }).getByRole("button").first().click();
				await page.fill("#password", member.password);
				await page.locator("dialog[open] [type=submit]").click();
				await page.waitForSelector(".qr svg");
				await page.fill("#code", totp(await page.locator(".secret").textContent()));
				await page.waitForSelector(".codes code");
				await page.goto(at("app", `/${slug}/orders`));
				await page.waitForSelector(".list-body[aria-busy=false]");
			});
		});

		test(`one person with two tenants goes from one to the other (${language})`, async () => {
			const owner = await somebody("Reem Two", language);
			const [one, other] = [await found(owner, "Thread One"), await found(owner, "Thread Two", "CHARITY")];
			await as(owner, `/${one}/team`, { language, viewport }, async (page) => {
				await page.waitForSelector(".entry-name");
				await page.locator(".tenant-summary:visible").click();
				await page.locator(".tenant-item:visible", { hasText: "Thread Two" }).click();
				await page.waitForURL(`**/${other}/**`);
				await page.waitForFunction(() => [...document.querySelectorAll(".tenant-summary")].some((one) => one.innerText.includes("Thread Two")));
				// A charity's menu has gifts, a shop's has not.
				assert.ok((await page.locator(`a[href='/${other}/donations']`).count()) > 0);
				await page.goto(at("app", "/"));
				await page.waitForURL(`**/${other}/**`);
			});
		});

		test(`devices are listed and signed out from afar (${language})`, async () => {
			const person = await somebody("Sara Devices", language);
			await as(person, "/account/security", { language, viewport }, async (page) => {
				await page.waitForSelector("#sessions-title");
				const rows = page.locator("section:has(#sessions-title) .entry");
				await rows.first().waitFor();
				// The confirmation's, a log-in's, and this browser's own, which alone cannot be ended here.
				assert.deepEqual([await rows.count(), await rows.getByRole("button").count()], [3, 2]);
				await rows.getByRole("button", { name: words.end }).first().click();
				await page.waitForFunction(() => document.querySelectorAll("section:has(#sessions-title) .entry").length === 2);
				await as(person, "/account", { language, viewport, tolerates: ["401 /graphql"] }, async (far) => {
					await far.waitForSelector("#profile-title");
					await page.reload();
					await page.getByRole("button", { name: words.others }).click();
					await page.waitForFunction(() => document.querySelectorAll("section:has(#sessions-title) .entry").length === 1);
					await far.reload();
					await far.waitForURL(/\/login/);
					await far.waitForSelector("#email");
				});
				await page.reload();
				await page.waitForSelector("#sessions-title");
			});
		});

		test(`a name and a language are kept with the account (${language})`, async () => {
			const person = await somebody("Old Name", language);
			const other = language === "ar" ? "en" : "ar";
			await as(person, "/account", { language, viewport }, async (page) => {
				await page.waitForSelector("#profile-title");
				await page.fill("#name", "");
				await page.locator(".form button[type=submit]").click();
				await page.waitForSelector("#name[aria-invalid=true]");
				await page.fill("#name", "نورة الجديدة");
				await page.locator(".form button[type=submit]").click();
				await page.waitForSelector(".toast");
				await page.locator(`section:has(#look-title) button[lang=${other}]`).click();
				await page.waitForFunction((code) => document.documentElement.lang === code, other);
				assert.equal(await page.evaluate(() => document.documentElement.dir), other === "ar" ? "rtl" : "ltr");
				await page.reload();
				await page.waitForSelector("#profile-title");
				assert.equal(await page.inputValue("#name"), "نورة الجديدة");
			});
			const { user } = await run(person, "{ viewer { user { name locale } } }");
			assert.deepEqual(user, { name: "نورة الجديدة", locale: other.toUpperCase() });
		});
	}
});
