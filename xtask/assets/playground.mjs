// The page at GET /graphql: GraphiQL against the same origin. No CDN, no inline script, no eval.
//
// On the app's host, with ?tenant=<slug>, it asks as whoever is signed in: the access token comes by the refresh cookie, is
// kept in memory alone, and is renewed when it ends. An authorization typed into the header editor goes before it.
import React from "react";
import { createRoot } from "react-dom/client";
import { GraphiQL } from "graphiql";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import "graphiql/graphiql.css";
import "./playground.css";

const { protocol, host, search } = window.location;
const tenant = host.startsWith("app.") ? new URLSearchParams(search).get("tenant") : null;

/** What a new tab begins with, so that there is something to run. */
const EXAMPLES = [
  "# The newest orders.\n{\n  orders(first: 5) {\n    nodes { number status total { amount currencyCode } customer { name phone } }\n    pageInfo { hasNextPage endCursor }\n  }\n}\n",
  "# What the shop offers.\n{\n  catalogItems(first: 5) {\n    nodes { slug name { ar en } price { amount } }\n  }\n}\n",
  '# Moves an order; take an id from the first tab.\nmutation {\n  orderConfirm(id: "ord_…") {\n    order { number status allowedTransitions }\n    userErrors { field code message }\n  }\n}\n',
];

let token = null;

async function renew() {
  const answer = await fetch("/auth/refresh", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  }).catch(() => null);
  token = answer?.ok ? (await answer.json()).access_token : null;
  return token;
}

/** Asks with the token of whoever is signed in, once more with a new one where the old one ended. */
async function asked(url, init) {
  const own = new Headers(init.headers);
  if (!tenant || own.has("authorization")) return fetch(url, init);
  const send = () => {
    const headers = new Headers(own);
    headers.set("x-tenant", tenant);
    if (token) headers.set("authorization", `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  };
  if (!token) await renew();
  const answer = await send();
  return answer.status === 401 && (await renew()) ? send() : answer;
}

const fetcher = createGraphiQLFetcher({
  url: "/graphql",
  subscriptionUrl: `${protocol === "https:" ? "wss" : "ws"}://${host}/graphql`,
  fetch: asked,
});

createRoot(document.getElementById("playground")).render(
  React.createElement(GraphiQL, {
    fetcher,
    isHeadersEditorEnabled: true,
    // A token typed into the header editor must not outlive the tab.
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: tenant ? false : "headers",
    ...(tenant ? { defaultTabs: EXAMPLES.map((query) => ({ query })) } : {}),
  }),
);
