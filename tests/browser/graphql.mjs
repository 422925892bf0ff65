// GraphQL over HTTP: the public audit of the specification, in full.
import assert from "node:assert/strict";
import { test } from "node:test";

import { serverAudits } from "graphql-http";

import { fetchAt } from "./support/http.mjs";
import { at, stage } from "./support/stage.mjs";

test("the API passes every audit of GraphQL over HTTP", async (t) => {
	const audits = serverAudits({ url: at("dukkan", "/graphql"), fetchFn: fetchAt(stage, "dukkan") });
	assert.ok(audits.length > 50, "the suite is there");
	for (const audit of audits) {
		await t.test(audit.name, async () => {
			const result = await audit.fn();
			assert.equal(result.status, "ok", result.reason);
		});
	}
});
