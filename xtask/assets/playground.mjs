// The page at GET /graphql: GraphiQL against the same origin. No CDN, no inline script, no eval.
import React from "react";
import { createRoot } from "react-dom/client";
import { GraphiQL } from "graphiql";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import "graphiql/graphiql.css";
import "./playground.css";

const { protocol, host } = window.location;
const fetcher = createGraphiQLFetcher({
  url: "/graphql",
  subscriptionUrl: `${protocol === "https:" ? "wss" : "ws"}://${host}/graphql`,
});

createRoot(document.getElementById("playground")).render(
  React.createElement(GraphiQL, {
    fetcher,
    isHeadersEditorEnabled: true,
    // A token typed into the header editor must not outlive the tab.
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: "headers",
  }),
);
