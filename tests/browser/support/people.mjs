// People made the short way, for tests that are about something else: by the same calls that the pages make.
import { ask } from "./http.mjs";
import { CODE, INVITATION, letterTo } from "./letters.mjs";
import { at, stage, visit } from "./stage.mjs";
import { PASSWORD as DEMO, enter } from "./team.mjs";

export const PASSWORD = "seven woven bands of wool";
let count = 0;

/** A word that no other run has used. */
export function mark() {
	count += 1;
	return `${Date.now().toString(36)}${count}`;
}

async function auth(route, body) {
	const headers = { "content-type": "application/json", origin: at("app", "").replace(/\/$/, "") };
	const answer = await ask(stage, "app", `/auth/${route}`, { method: "POST", headers, body: JSON.stringify(body) });
	if (answer.status >= 300) throw new Error(`/auth/${route} answers ${answer.status}: ${answer.bytes}`);
	return JSON.parse(answer.bytes);
}

/** Somebody with an account of their own, and a token of theirs. */
export async function somebody(name, locale = "en") {
	const person = { name, email: `p-${mark()}@example.com`, password: PASSWORD, locale };
	await auth("signup", person);
	const { found: code } = await letterTo(person.email, CODE);
	await auth("confirm", { email: person.email, code });
	const { access_token: token } = await auth("login", person);
	return { ...person, token };
}

/** Somebody of the demo, with a token. */
export async function signedIn(email, password = DEMO) {
	const { access_token: token } = await auth("login", { email, password });
	return { email, password, token };
}

/** Runs an operation as somebody, for a tenant if one is named; fails if anything is refused. */
export async function run(person, query, variables = {}, tenant = undefined) {
	const headers = { "content-type": "application/json", authorization: `Bearer ${person.token}` };
	if (tenant) headers["x-tenant"] = tenant;
	const answer = await ask(stage, "app", "/graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
	const told = JSON.parse(answer.bytes);
	const [payload] = Object.values(told.data ?? {});
	if (told.errors || payload?.userErrors?.length) throw new Error(`refused: ${answer.bytes}`);
	return payload;
}

/** A shop of somebody's, with the slug it stands at. */
export async function found(owner, name = "Loom", kind = "SHOP") {
	const slug = `t-${mark()}`;
	const input = { name, slug, kind, ...(kind === "CHARITY" ? { legalName: "Loom", licenceNumber: "1" } : {}) };
	await run(owner, "mutation($i: TenantCreateInput!) { tenantCreate(input: $i) { userErrors { field code } } }", { i: input });
	return slug;
}

/** Brings somebody into the team as a role. */
export async function join(owner, slug, person, role) {
	await run(owner, "mutation($i: MemberInviteInput!) { memberInvite(input: $i) { userErrors { code } } }", { i: { email: person.email, role } }, slug);
	const { found: link } = await letterTo(person.email, INVITATION);
	const token = link.split("#token=")[1];
	await run(person, "mutation($t: String!) { invitationAccept(token: $t) { userErrors { code } } }", { t: token });
}

/** Does something in the app as somebody, from a page of their choice on. */
export function as(person, path, { language = "en", viewport, tolerates = [] }, act) {
	return visit({ language, viewport, tolerates: ["401 /auth/refresh", ...tolerates] }, async (page) => {
		await page.addInitScript((code) => sessionStorage.getItem("told") ?? (sessionStorage.setItem("told", "1"), localStorage.setItem("sadu.locale", code)), language);
		await enter(page, person.email, person.password);
		await page.goto(at("app", path));
		await act(page);
	});
}
