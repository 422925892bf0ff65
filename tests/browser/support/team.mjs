// What a member of the demo shop's team does in the app.
import { ask } from "./http.mjs";
import { at, stage, visit } from "./stage.mjs";

/** The demo's people; each signs in with the same password and sees the app in their own language. */
export const TEAM = { ar: "owner@dukkan.example", en: "member@dukkan.example" };
export const PASSWORD = "woven by hand";

/** The first visit has no session to refresh, and asks. */
const NO_SESSION = "401 /auth/refresh";

/** Signs in as the person who speaks a language, and does something from the list of orders on. */
export function signedIn({ language = "ar", tolerates = [], ...rest }, act) {
	return visit({ language, tolerates: [NO_SESSION, ...tolerates], ...rest }, async (page) => {
		await page.goto(at("app", "/"));
		await signIn(page, TEAM[language], PASSWORD);
		await page.waitForSelector(".list-body[aria-busy=false] a.row-link, .list-body[aria-busy=false] a.row-card");
		await act(page);
	});
}

/** Fills in the form of the log-in page, once the program has taken it over from the plain one. */
export async function signIn(page, email, password) {
	await page.waitForSelector("#email");
	await page.fill("#email", email);
	await page.fill("#password", password);
	await page.locator(".login .form button[type=submit]").click();
}

/** The rows of the list, on either width. */
export const ROWS = "a.row-link, a.row-card";

/** Logs in by the call that the form makes, and hands the session to the browser: the next page is inside already. */
export async function enter(page, email, password = PASSWORD) {
	const headers = { "content-type": "application/json", origin: at("app", "").replace(/\/$/, "") };
	const answer = await ask(stage, "app", "/auth/login", { method: "POST", headers, body: JSON.stringify({ email, password }) });
	if (answer.status !== 200) throw new Error(`/auth/login answers ${answer.status}: ${answer.bytes}`);
	const [name, value] = answer.headers["set-cookie"][0].split(";")[0].split("=");
	await page.context().addCookies([{ name, value, domain: "app.localhost", path: "/auth", httpOnly: true, sameSite: "Strict" }]);
}
