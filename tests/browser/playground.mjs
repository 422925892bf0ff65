// The playground: GraphiQL under its own strict policy, and it runs.
import assert from "node:assert/strict";
import { test } from "node:test";

import { WIDTHS, at, visit } from "./support/stage.mjs";
import { signedIn } from "./support/team.mjs";

test("the playground loads under its policy and runs an operation", () =>
	visit({ language: "en", viewport: WIDTHS.desk }, async (page) => {
		const answer = await page.goto(at("dukkan", "/graphql"));
		assert.match(answer.headers()["content-security-policy"], /default-src 'none'; script-src 'self';/);
		const editor = page.locator(".graphiql-query-editor .CodeMirror, .graphiql-query-editor .monaco-editor").first();
		await editor.click();
		await page.keyboard.press("Control+A");
		await page.keyboard.press("Delete");
		await page.keyboard.insertText("{ storefront { name { en } } }");
		await page.locator(".graphiql-execute-button").click();
		await page.waitForFunction(() => document.querySelector(".result-window")?.textContent.includes("Dukkan"));
	}));

test("the playground asks in the name of whoever is signed in, with examples at hand", () =>
	signedIn({ language: "ar", viewport: WIDTHS.desk }, async (page) => {
		await page.goto(at("app", "/dukkan/integrations"));
		await page.waitForSelector("#keys");
		const address = await page.getAttribute('a[href^="/graphql"]', "href");
		await page.goto(at("app", address));
		await page.waitForFunction(() => document.querySelector(".graphiql-query-editor")?.textContent.includes("orders"));
		await page.locator(".graphiql-execute-button").click();
		await page.waitForFunction(() => /ORD-\d{5}/.test(document.querySelector(".result-window")?.textContent ?? ""));
	}));
