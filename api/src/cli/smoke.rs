//! `sadu smoke`: the path of an order through a running installation, from outside, over HTTP alone. For after a deploy.
//! Of a tenant that is there, or, where letters can be read, of one that is founded on the way.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks to its user")]

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};

use clap::Args;
use reqwest::{Client, RequestBuilder, Response, header};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    config::BaseUrl,
    kernel::error::{Error, Result},
};

/// No step takes longer.
const REQUEST_LIMIT: Duration = Duration::from_secs(30);

#[derive(Debug, Args)]
pub(super) struct SmokeArgs {
    /// Public base address of the installation.
    #[arg(long, env = "SADU_BASE_URL", default_value = "http://localhost:8000")]
    base_url: String,
    /// Slug of the tenant to order from; the order is real and stays in its books.
    #[arg(long, default_value = "dukkan")]
    tenant: String,
    /// E-mail address of a member of that tenant's team.
    #[arg(long, required_unless_present = "mailbox")]
    email: Option<String>,
    /// Their password.
    #[arg(long, env = "SADU_SMOKE_PASSWORD", hide_env_values = true, required_unless_present = "mailbox")]
    password: Option<SecretString>,
    /// Begin before that: sign up, read the code in the installation's /dev/mailbox, found a tenant, add an item, open the
    /// storefront, and order from it. The tenant stays; close it with `sadu tenant close`.
    #[arg(long, conflicts_with_all = ["tenant", "email", "password"])]
    mailbox: bool,
}

/// Why a step failed, in words.
type Outcome<T> = std::result::Result<T, String>;

struct Smoke {
    client: Client,
    base: BaseUrl,
    tenant: String,
}

/// Walks the path, one line a step; stops at the first that fails.
pub(super) async fn run(args: &SmokeArgs) -> Result<()> {
    let base = BaseUrl::parse(&args.base_url)?;
    let new = args.mailbox.then(NewTenant::generate);
    let tenant = new.as_ref().map_or_else(|| args.tenant.clone(), |new| new.slug.clone());
    let smoke = Smoke { client: client(&base, &tenant)?, base, tenant };
    let started = Instant::now();
    step("health", smoke.health()).await?;
    if let Some(new) = &new {
        found(&smoke, new).await?;
    }
    step("storefront page", smoke.page()).await?;
    let input = step("an item to order", smoke.order_input()).await?;
    let number = step("place an order", smoke.submit(&input)).await?;
    let given = args.password.as_ref().map(|password| password.expose_secret().to_owned()).unwrap_or_default();
    let (email, password) = match &new {
        Some(new) => (new.email.clone(), new.password.clone()),
        None => (args.email.clone().unwrap_or_default(), given),
    };
    step("log in", smoke.auth("login", &json!({ "email": email, "password": password }))).await?;
    let token = step("refresh", smoke.auth("refresh", &json!({}))).await?;
    let id = step("see the order in the inbox", smoke.find(&token, &number)).await?;
    step("confirm it", smoke.act(&token, "orderConfirm", &id, "CONFIRMED")).await?;
    step("fulfil it", smoke.act(&token, "orderFulfil", &id, "FULFILLED")).await?;
    if new.is_some() {
        step("see it on the dashboard", smoke.see_figures(&token)).await?;
    }
    step("log out", smoke.log_out()).await?;
    println!("all well: {number} in {} ms", started.elapsed().as_millis());
    Ok(())
}

/// Somebody who comes for the first time, and their shop.
struct NewTenant {
    email: String,
    password: String,
    slug: String,
}

impl NewTenant {
    fn generate() -> Self {
        let mark = Uuid::new_v4().simple().to_string();
        let mark = mark.get(..10).unwrap_or_default();
        Self {
            email: format!("smoke-{mark}@smoke.example"),
            password: format!("smoke over the loom {mark}"),
            slug: format!("smoke-{mark}"),
        }
    }
}

/// From signing up to an open storefront with something in it.
async fn found(smoke: &Smoke, new: &NewTenant) -> Result<()> {
    let NewTenant { email, password, slug } = new;
    let account = json!({ "email": email, "password": password, "name": "Smoke test", "locale": "en" });
    step("sign up", smoke.sign_up(&account)).await?;
    let code = step("read the code in the mailbox", smoke.code_for(email)).await?;
    let token = step("confirm the address", smoke.auth("confirm", &json!({ "email": email, "code": code }))).await?;
    let tenant = json!({ "slug": slug, "name": "Smoke test", "kind": "SHOP", "defaultLocale": "EN" });
    step("found a tenant", smoke.make(&token, "tenantCreate", "TenantCreateInput", tenant, "tenant")).await?;
    let name = json!({ "ar": "كوب", "en": "Mug" });
    let item = json!({ "type": "PRODUCT", "name": name, "price": "1.250", "status": "ACTIVE" });
    step("add an item", smoke.make(&token, "catalogItemCreate", "CatalogItemCreateInput", item, "item")).await?;
    step("open the storefront", smoke.publish(&token)).await
}

async fn step<T>(name: &str, work: impl Future<Output = Outcome<T>>) -> Result<T> {
    let started = Instant::now();
    let outcome = work.await;
    let ms = started.elapsed().as_millis();
    match outcome {
        Ok(value) => {
            println!("ok      {ms:>6} ms  {name}");
            Ok(value)
        }
        Err(why) => {
            println!("failed  {ms:>6} ms  {name}: {why}");
            Err(Error::fault(format!("the smoke test failed: {name}")))
        }
    }
}

/// Names below `localhost` are this machine even where no resolver says so.
fn client(base: &BaseUrl, tenant: &str) -> Result<Client> {
    let mut builder = Client::builder().timeout(REQUEST_LIMIT).cookie_store(true).user_agent("sadu smoke");
    if base.domain == "localhost" || base.domain.ends_with(".localhost") {
        for label in [tenant, "app"] {
            // Port 0 leaves the port to the address that is asked for.
            let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
            builder = builder.resolve(&format!("{label}.{}", base.domain), here);
        }
    }
    builder.build().map_err(Error::fault)
}

async fn send(request: RequestBuilder) -> Outcome<Response> {
    request.send().await.map_err(|error| {
        let mut text = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            text = format!("{text}: {cause}");
            source = cause.source();
        }
        text
    })
}

async fn json_of(response: Response) -> Outcome<(u16, Value)> {
    let status = response.status().as_u16();
    response.json().await.map(|body| (status, body)).map_err(|_| format!("status {status} without JSON"))
}

fn text_at(body: &Value, pointer: &str) -> Outcome<String> {
    body.pointer(pointer)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| format!("no {pointer} in the answer"))
}

impl Smoke {
    async fn health(&self) -> Outcome<()> {
        let address = format!("{}://{}{}/health", self.base.scheme, self.base.domain, self.base.port);
        let (status, body) = json_of(send(self.client.get(address)).await?).await?;
        // Degraded is Redis gone: the shop still sells.
        if status == 200 { Ok(()) } else { Err(format!("status {status}: {body}")) }
    }

    async fn page(&self) -> Outcome<()> {
        let response = send(self.client.get(format!("{}/", self.base.of(&self.tenant)))).await?;
        let status = response.status();
        let text = response.text().await.map_err(|e| e.to_string())?;
        match status.as_u16() {
            200 if text.contains("</html>") => Ok(()),
            200 => Err("the page is not whole".to_owned()),
            other => Err(format!("status {other}")),
        }
    }

    async fn ask(&self, token: Option<&str>, query: &str, variables: Value) -> Outcome<Value> {
        self.ask_at(&self.tenant, token, query, variables).await
    }

    async fn ask_at(&self, host: &str, token: Option<&str>, query: &str, variables: Value) -> Outcome<Value> {
        let mut request = self
            .client
            .post(format!("{}/graphql", self.base.of(host)))
            .header(header::ACCEPT_LANGUAGE, "en")
            .json(&json!({ "query": query, "variables": variables }));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let (status, mut body) = json_of(send(request).await?).await?;
        match body.get("errors") {
            Some(errors) => Err(format!("status {status}: {errors}")),
            None => Ok(body["data"].take()),
        }
    }

    /// An order of the first thing that can be had, as much of it as the tenant's minimum asks for.
    async fn order_input(&self) -> Outcome<Value> {
        let data = self
            .ask(
                None,
                "{ storefront { offersPickup minimumOrder { minorUnits } }
                   catalogItems(first: 100) { nodes { id type isAvailable stock price { minorUnits }
                       options { key values { key } } } } }",
                json!({}),
            )
            .await?;
        let units = |money: &Value| money["minorUnits"].as_str().and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
        let minimum = units(&data["storefront"]["minimumOrder"]);
        let items = data["catalogItems"]["nodes"].as_array().ok_or("no list of items")?;
        let choice = items.iter().find_map(|item| {
            let price = units(&item["price"]);
            let is_sold = matches!(item["type"].as_str(), Some("PRODUCT" | "SERVICE")) && item["isAvailable"] == true;
            let quantity = (minimum + price - 1).checked_div(price)?.max(1);
            let is_there = item["stock"].as_i64().is_none_or(|stock| stock >= quantity);
            (is_sold && is_there && quantity <= 999).then_some((item, quantity))
        });
        let (item, quantity) = choice.ok_or("the tenant has nothing to order")?;
        let options: Vec<Value> = item["options"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|option| json!({ "key": option["key"], "value": option["values"][0]["key"] }))
            .collect();
        let mut input = json!({
            "lines": [{ "itemId": item["id"], "quantity": quantity, "options": options }],
            "customer": { "name": "Smoke test", "phone": "+96550000100" },
            "fulfilment": "PICKUP",
            "note": "Placed by sadu smoke",
            "idempotencyKey": format!("smoke-{}", Uuid::now_v7().simple()),
        });
        if data["storefront"]["offersPickup"] != true {
            input["fulfilment"] = "DELIVERY".into();
            input["address"] = json!({ "area": "Salmiya", "block": "1", "street": "1", "house": "1" });
        }
        Ok(input)
    }

    async fn submit(&self, input: &Value) -> Outcome<String> {
        let query = "mutation($input: OrderSubmitInput!) { orderSubmit(input: $input) {
            order { number } userErrors { field message } } }";
        let data = self.ask(None, query, json!({ "input": input })).await?;
        text_at(&data, "/orderSubmit/order/number").map_err(|_| data["orderSubmit"]["userErrors"].to_string())
    }

    async fn post_to_auth(&self, act: &str, body: &Value) -> Outcome<Response> {
        let app = self.base.of("app");
        let request = self.client.post(format!("{app}/auth/{act}")).header(header::ORIGIN, &app);
        send(request.header(header::ACCEPT_LANGUAGE, "en").json(body)).await
    }

    /// Logs in or refreshes; the client keeps the cookie.
    async fn auth(&self, act: &str, body: &Value) -> Outcome<String> {
        let (status, answer) = json_of(self.post_to_auth(act, body).await?).await?;
        text_at(&answer, "/access_token").map_err(|_| format!("status {status}: {}", answer["error"]["message"]))
    }

    async fn log_out(&self) -> Outcome<()> {
        match self.post_to_auth("logout", &json!({})).await?.status().as_u16() {
            204 => {}
            other => return Err(format!("status {other}")),
        }
        match self.post_to_auth("refresh", &json!({})).await?.status().as_u16() {
            401 => Ok(()),
            other => Err(format!("the session goes on: a refresh answers {other}")),
        }
    }

    async fn sign_up(&self, account: &Value) -> Outcome<()> {
        match self.post_to_auth("signup", account).await?.status().as_u16() {
            202 => Ok(()),
            other => Err(format!("status {other}")),
        }
    }

    /// The six digits of the letter, which a job sends.
    async fn code_for(&self, email: &str) -> Outcome<String> {
        let address = format!("{}/dev/mailbox.json", self.base.of("app"));
        for _ in 0..100 {
            let (status, letters) = json_of(send(self.client.get(&address).query(&[("to", email)])).await?).await?;
            if status != 200 {
                return Err(format!("status {status}: the installation has no mailbox to look into"));
            }
            let text = letters[0]["text"].as_str().unwrap_or_default();
            let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
            if let Some(code) = text.split(|c: char| !c.is_ascii_alphanumeric()).find(is_code) {
                return Ok(code.to_owned());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err("no letter with a code came within ten seconds".to_owned())
    }

    /// Makes something by a mutation with one input; fails with its refusals.
    async fn make(&self, token: &str, field: &str, input: &str, value: Value, made: &str) -> Outcome<()> {
        let query = format!(
            "mutation($input: {input}!) {{ {field}(input: $input) {{ {made} {{ id }} userErrors {{ field message }} }} }}"
        );
        // A tenant that is being founded has no host yet.
        let host = if field == "tenantCreate" { "app" } else { self.tenant.as_str() };
        let data = self.ask_at(host, Some(token), &query, json!({ "input": value })).await?;
        text_at(&data[field], &format!("/{made}/id")).map(|_| ()).map_err(|_| data[field]["userErrors"].to_string())
    }

    async fn publish(&self, token: &str) -> Outcome<()> {
        let query = "mutation { storefrontPublish { storefront { isPublished } userErrors { message } } }";
        let data = self.ask(Some(token), query, json!({})).await?;
        match &data["storefrontPublish"]["storefront"]["isPublished"] {
            Value::Bool(true) => Ok(()),
            _ => Err(data["storefrontPublish"].to_string()),
        }
    }

    async fn see_figures(&self, token: &str) -> Outcome<()> {
        let range = "range: { from: \"2021-01-01\", to: \"2030-12-31\" }";
        let query = format!("{{ dashboardSummary({range}) {{ current {{ orders {{ count }} }} }} }}");
        let data = self.ask(Some(token), &query, json!({})).await?;
        match data["dashboardSummary"]["current"]["orders"]["count"].as_i64() {
            Some(1) => Ok(()),
            _ => Err(data.to_string()),
        }
    }

    async fn find(&self, token: &str, number: &str) -> Outcome<String> {
        let query = "query($number: String!) { orders(first: 5, search: $number) { nodes { id number } } }";
        let data = self.ask(Some(token), query, json!({ "number": number })).await?;
        let orders = data["orders"]["nodes"].as_array().ok_or("no list of orders")?;
        let found = orders.iter().find(|order| order["number"] == number);
        found.and_then(|order| order["id"].as_str()).map(str::to_owned).ok_or_else(|| format!("{number} is not there"))
    }

    async fn act(&self, token: &str, field: &str, id: &str, status: &str) -> Outcome<()> {
        let query = format!(
            "mutation($id: ID!) {{ {field}(id: $id) {{ order {{ status }} userErrors {{ field message }} }} }}"
        );
        let data = self.ask(Some(token), &query, json!({ "id": id })).await?;
        match data[field]["order"]["status"].as_str() {
            Some(found) if found == status => Ok(()),
            _ => Err(data[field]["userErrors"].to_string()),
        }
    }
}
