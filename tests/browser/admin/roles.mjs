// What each role finds in the app: a page and its buttons, or neither. Who may do what is read from the table that the API is
// held to (tests/it/authorization), so a button that the API would refuse, or that is missing for whom it would serve, fails here.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join as path } from "node:path";
import { suite, test } from "node:test";

import { found, join, mark, run, signedIn, somebody } from "../support/people.mjs";
import { ROOT } from "../support/place.mjs";
import { WIDTHS, at, visit } from "../support/stage.mjs";
import { ROWS, enter } from "../support/team.mjs";

const ROLES = ["member", "admin", "owner"];
/** The table's words for its groups of callers, as far as they are roles of a team. */
const GROUPS = { TEAM: ROLES, ADMINS: ["admin", "owner"], OWNERS: ["owner"] };
/** Groups that need no role: everybody, anybody signed in, the platform's own pages (platform.mjs). */
const WITHOUT_ROLE = ["PUBLIC", "PERSON", "OPERATORS"];

const LIST = `.list-body[aria-busy=false] :is(${ROWS})`;
const button = (name) => (page) => page.getByRole("main").getByRole("button", { name, exact: typeof name === "string" });
const link = (name) => (page) => page.getByRole("main").getByRole("link", { name, exact: typeof name === "string" });
const tick = (page) => page.getByRole("checkbox", { name: "Select everything on this page" });
const field = (selector) => (page) => page.locator(`main ${selector}`);
/** Its form is folded. */
const reference = (page) => page.locator("main summary", { hasText: "Reference" });
const first = async (page) => {
	await page.locator(LIST).first().click();
	await page.waitForSelector(".timeline .event, .tile");
};
/** Opens the menu of a line of the team, if it has one. */
const menu = (name) => async (page) => {
	const acts = page.locator(`summary[aria-label="Actions: ${name}"]`);
	if (await acts.count()) await acts.click();
};

/** Keeps what the list shows as a view of one's own, and opens its menu. */
const keepView = async (page) => {
	await page.getByRole("button", { name: "Save view" }).click();
	await page.fill("dialog[open] #view-name", mark());
	await page.locator("dialog[open] button[type=submit]").click();
	await page.locator(".menu-view summary").click();
};

/** Where somebody stands (a tenant, its page, what is waited for, what is done first), and each field's button there. */
const PLACES = [
	{ of: "dukkan", at: "orders", wait: LIST, acts: { ordersMove: tick, orderRecord: link("Record an order"), exportRequest: button("Export CSV") } },
	{ of: "dukkan", at: "orders?status=cancelled", wait: LIST, acts: { savedViewCreate: button("Save view") } },
	{ of: "dukkan", at: "orders?status=cancelled", wait: LIST, then: keepView, acts: { savedViewUpdate: button("Rename"), savedViewDelete: button("Delete view") } },
	{
		of: "dukkan",
		at: "orders?status=pending&paid=no",
		wait: LIST,
		then: first,
		acts: {
			orderConfirm: button("Confirm"),
			orderCancel: button("Cancel"),
			orderMarkSpam: button("Spam"),
			orderMarkPaid: button("Mark as paid"),
			orderUpdate: link("Change the order"),
			orderNoteAdd: button("Add note"),
			orderReferenceSet: reference,
		},
	},
	{ of: "dukkan", at: "orders?status=confirmed", wait: LIST, then: first, acts: { orderFulfil: button("Fulfilled"), orderReopen: button("Reopen") } },
	{ of: "dukkan", at: "orders?status=fulfilled&paid=yes", wait: LIST, then: first, acts: { orderMarkUnpaid: button("Mark as not paid") } },
	{ of: "khair", at: "donations", wait: LIST, acts: { donationsMove: tick, donationRecord: link("Record a donation"), exportRequest: button("Export CSV") } },
	{
		of: "khair",
		at: "donations?status=pending",
		wait: LIST,
		then: first,
		acts: { donationReceive: button("Mark received"), donationCancel: button("Cancel"), donationMarkSpam: button("Spam"), donationNoteAdd: button("Add note"), donationReferenceSet: reference },
	},
	{ of: "khair", at: "donations?status=received", wait: LIST, then: first, acts: { donationReopen: button("Back to pending"), donationRefund: button("Refund") } },
	{ of: "khair", at: "pledges", wait: LIST, acts: { pledgesMove: tick, pledgeRecord: link("Record a pledge"), exportRequest: button("Export CSV") } },
	{
		of: "khair",
		at: "pledges?status=active",
		wait: LIST,
		then: first,
		acts: { pledgePaymentRecord: button("Record a payment"), pledgeCancel: button("Cancel"), pledgeMarkSpam: button("Spam"), pledgeNoteAdd: button("Add note"), pledgeReferenceSet: reference },
	},
	{ of: "khair", at: "pledges?status=fulfilled", wait: LIST, then: first, acts: { pledgePaymentVoid: button("Void this payment") } },
	{ of: "khair", at: "pledges?status=spam", wait: LIST, then: first, acts: { pledgeReopen: button("Reopen") } },
	{ of: "khair", at: "inbox", wait: LIST, acts: {} },
	{ of: "dukkan", at: "dashboard", wait: "main svg", acts: {} },
	{ of: "dukkan", at: "catalog", wait: LIST, acts: { catalogItemCreate: link("Add an item") } },
	{
		of: "dukkan",
		at: "catalog?q=dallah",
		wait: LIST,
		then: first,
		acts: {
			catalogItemUpdate: button("Save"),
			catalogItemArchive: button("Take it off the shop"),
			catalogItemDelete: button("Delete the item"),
			mediaUploadRequest: field("#pictures"),
			mediaUploadComplete: field("#pictures"),
			mediaUpdate: button(/: Described$/),
			mediaDelete: button(/^Picture 1: Delete$/),
		},
	},
	{ of: "dukkan", at: "catalog?status=draft", wait: LIST, then: first, acts: { catalogItemActivate: button("Show it in the shop") } },
	{ of: "dukkan", at: "catalog/collections", wait: ".shelf", acts: { collectionCreate: button("New collection"), collectionsReorder: button(/^Gifts: Move earlier/) } },
	{
		of: "dukkan",
		at: "catalog/collections",
		wait: ".shelf",
		then: (page) => page.getByRole("button", { name: /^Gifts \d/ }).click(),
		acts: { collectionUpdate: button("Save"), collectionDelete: button("Delete the collection") },
	},
	{ of: "dukkan", at: "catalog/import", wait: "#file", acts: { catalogImportCommit: field("#file"), catalogExport: button("Download the catalog") } },
	{ of: "dukkan", at: "letters", wait: LIST, acts: { notificationResend: button(/^Send again/) } },
	{ of: "ours", at: "team", wait: ".entry-name", then: menu("Maryam Works"), acts: { memberInvite: button("Invite a colleague"), memberRoleChange: button("Change role") } },
	{ of: "ours", at: "team", wait: ".entry-name", then: menu("Salem Stays"), acts: { memberRemove: button("Remove from the team") } },
	{
		of: "ours",
		at: "team",
		wait: ".entry-name",
		then: (page) => menu(world.invited)(page),
		acts: { invitationResend: button("Send the invitation again"), invitationRevoke: button("Take the invitation back") },
	},
	{ of: "dukkan", at: "settings", wait: "#legalName", needs: "tenantUpdate", acts: { tenantUpdate: button("Save"), tenantSlugChange: button("Change the address") } },
	{ of: "dukkan", at: "storefront", wait: ".brand-preview", needs: "storefrontUpdate", acts: { storefrontUpdate: button("Save"), storefrontUnpublish: button("Close it for now") } },
	{
		of: "ours",
		at: "storefront",
		wait: ".brand-preview",
		needs: "storefrontUpdate",
		acts: { storefrontPublish: button("Open the storefront"), storefrontPreviewTicket: button("Preview") },
	},
	{
		of: "ours",
		at: "integrations",
		wait: ".key-line, #keys",
		needs: "apiKeys",
		acts: { apiKeyCreate: button("New key"), apiKeyRotate: button("Replace"), apiKeyRevoke: button("Revoke") },
	},
	{ of: "dukkan", at: "activity", wait: LIST, needs: "auditEvents", acts: { exportRequest: button("Export CSV") } },
];

/** field -> the roles that the API serves, or null where no role is asked for. */
function table() {
	const folder = path(ROOT, "tests/it");
	const files = readdirSync(folder, { recursive: true }).filter((name) => /^authorization(\.rs|\/)/.test(name) && name.endsWith(".rs"));
	const rows = files.flatMap((name) => [...readFileSync(path(folder, name), "utf8").matchAll(/^\s+\("(\w+)", ([A-Z]+)\),$/gm)]);
	return new Map(rows.map(([, name, group]) => [name, WITHOUT_ROLE.includes(group) ? null : (GROUPS[group] ?? assert.fail(`the table has a new group: ${group}`))]));
}
const MAY = table();
const may = (role, name) => (MAY.get(name) ?? assert.fail(`${name} is not in the table`)).includes(role);

/** Every change that the app asks for, as its client names them. */
function asked() {
	const folder = path(ROOT, "web/client/src");
	const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".rs"));
	const structs = files.flatMap((name) => [...readFileSync(path(folder, name), "utf8").matchAll(/graphql_type = "Mutation"[^\]]*\][^{]*\{([^}]*)\}/g)]);
	const fields = structs.flatMap(([, body]) => [...body.matchAll(/^\s*(?:pub(?:\([a-z]+\))? )?([a-z_]+):/gm)]);
	return [...new Set(fields.map(([, name]) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())))];
}

/** A charity with one of each role, an invitation that stands and a key; and a pledge of the demo's taken for spam. */
let world;
async function made() {
	const owner = await somebody("Noura Owns");
	const slug = await found(owner, "Loom", "CHARITY");
	const [admin, member, stays] = await Promise.all([somebody("Adel Leads"), somebody("Maryam Works"), somebody("Salem Stays")]);
	await join(owner, slug, admin, "ADMIN");
	await join(owner, slug, member, "MEMBER");
	await join(owner, slug, stays, "MEMBER");
	const invited = `asked-${mark()}@example.com`;
	await run(owner, "mutation($i: MemberInviteInput!) { memberInvite(input: $i) { userErrors { code } } }", { i: { email: invited, role: "MEMBER" } }, slug);
	await run(owner, "mutation($i: ApiKeyCreateInput!) { apiKeyCreate(input: $i) { userErrors { code } } }", { i: { name: "Till", scopes: ["VIEW_SUBMISSIONS"] } }, slug);
	const keeper = await signedIn("owner@khair.example");
	const campaigns = await run(keeper, "{ catalogItems(first: 1, where: { type: [PLEDGE_CAMPAIGN], status: [ACTIVE] }) { nodes { id } } }", {}, "khair");
	const promise = {
		channel: "PHONE",
		campaignId: campaigns.nodes[0].id,
		amount: "30.000",
		targetDate: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
		pledger: { name: "Promises Much", phone: "50012345" },
		idempotencyKey: crypto.randomUUID(),
	};
	const { pledge } = await run(keeper, "mutation($i: PledgeRecordInput!) { pledgeRecord(input: $i) { pledge { id } userErrors { field code } } }", { i: promise }, "khair");
	await run(keeper, "mutation($id: ID!) { pledgeMarkSpam(id: $id) { userErrors { code } } }", { id: pledge.id }, "khair");
	return { slug, invited, owner, admin, member };
}

suite("roles", { concurrency: 3 }, () => {
	test("every change that the app asks for is looked for on a page", () => {
		const fields = asked();
		assert.ok(fields.length > 50, `only ${fields.length} changes were found in the client`);
		const here = new Set(PLACES.flatMap(({ acts }) => Object.keys(acts)));
		assert.deepEqual(fields.filter((name) => !here.has(name) && (MAY.get(name) !== null || !MAY.has(name))), []);
	});

	for (const role of ROLES) {
		test(`${role}: a page opens and a button is there exactly if the API serves it`, async () => {
			world ??= made();
			world = await world;
			for (const tenant of ["dukkan", "khair", "ours"]) {
				const person = tenant === "ours" ? world[role] : await signedIn(`${role}@${tenant}.example`);
				const wrong = [];
				await visit({ language: "en", viewport: WIDTHS.desk, tolerates: ["401 /auth/refresh"] }, async (page) => {
					let where = "";
					page.on("response", async (response) => {
						if (new URL(response.url()).pathname !== "/graphql") return;
						const answer = await response.text().catch(() => "");
						if (/"code":"(FORBIDDEN|UNAUTHENTICATED)"/.test(answer)) wrong.push(`${where} asks for what is refused: ${response.request().postData()}: ${answer}`);
					});
					await page.addInitScript(() => localStorage.setItem("sadu.locale", "en"));
					await enter(page, person.email, person.password);
					for (const place of PLACES.filter(({ of }) => of === tenant)) {
						where = `${role}, ${tenant}/${place.at}`;
						// The address is typed by hand, whatever the menu shows.
						await page.goto(at("app", `/${tenant === "ours" ? world.slug : tenant}/${place.at}`));
						const open = !place.needs || may(role, place.needs);
						await page.waitForSelector(open ? place.wait : "main .empty");
						if (open) await place.then?.(page);
						for (const [name, find] of Object.entries(place.acts)) {
							const what = find(page).first();
							const is = may(role, name) ? await what.waitFor({ timeout: 5000 }).then(() => true, () => false) : (await what.count()) > 0;
							if (is !== may(role, name)) wrong.push(`${where}: ${name} is ${is ? "" : "not "}offered`);
						}
					}
				});
				assert.deepEqual(wrong, []);
			}
		});
	}
});
