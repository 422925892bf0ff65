//! Emulators of outside services: ministack for AWS (SES, S3, Cognito, …) and maildev for an SMTP server. Started by the
//! first test that asks, shared by all tests of the process, gone with it.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use api::dev::free_port;
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::{child::Child, peers::peers, place};

/// The region everything of the emulator stands in.
pub const REGION: &str = "us-east-1";
/// The domain that SES lets the tests write from.
pub const SENDING_DOMAIN: &str = "sadu.example";

static MINISTACK: OnceCell<Ministack> = OnceCell::const_new();
static MAILDEV: OnceCell<Maildev> = OnceCell::const_new();

/// AWS, as far as the emulator goes. It checks signatures and rights of `access_key`.
#[derive(Debug)]
pub struct Ministack {
    /// Its address, for every service.
    pub endpoint: String,
    /// Key of a user who may do everything.
    pub access_key: String,
    /// That key's secret.
    pub secret_key: String,
    client: reqwest::Client,
    _child: Child,
}

/// AWS's emulator, started if it is not.
pub async fn ministack() -> &'static Ministack {
    MINISTACK.get_or_init(Ministack::start).await
}

impl Ministack {
    async fn start() -> Self {
        let port = free_port().expect("a port");
        let folder = home("ministack");
        let mut command = Command::new(installed("SADU_MINISTACK", "python/bin/ministack"));
        command
            .envs([("AUTH", "true"), ("BIND_HOST", "127.0.0.1"), ("IOT_MTLS_ENABLED", "0"), ("SFTP_ENABLED", "0")])
            // What it would pass on goes nowhere.
            .envs([("GATEWAY_PORT", port.to_string().as_str()), ("SMTP_HOST", "127.0.0.1:1")])
            .current_dir(&folder);
        let child = Child::start(&command, &folder.join("log"));
        let endpoint = format!("http://127.0.0.1:{port}");
        let client = client();
        answers(&client, &format!("{endpoint}/_ministack/health"), &folder.join("log")).await;
        let mut this = Self { endpoint, access_key: String::new(), secret_key: String::new(), client, _child: child };
        this.make_key().await;
        let identity = json!({ "EmailIdentity": SENDING_DOMAIN });
        this.as_root("ses", "POST", "/v2/email/identities", &[], identity.to_string()).await;
        this
    }

    /// The account's own key is not checked by the emulator, so a user is made whose key is.
    async fn make_key(&mut self) {
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
        let encoded: String = policy.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let mut answer = String::new();
        for action in [
            "Action=CreateUser&UserName=sadu".to_owned(),
            format!("Action=PutUserPolicy&UserName=sadu&PolicyName=all&PolicyDocument={encoded}"),
            "Action=CreateAccessKey&UserName=sadu".to_owned(),
        ] {
            answer = self.as_root("iam", "POST", "/", &form, format!("{action}&Version=2010-05-08")).await;
        }
        let part = |name: &str| {
            let (_, rest) = answer.split_once(&format!("<{name}>")).expect("a key");
            rest.split('<').next().expect("a value").to_owned()
        };
        (self.access_key, self.secret_key) = (part("AccessKeyId"), part("SecretAccessKey"));
    }

    /// A call with the account's own key, for setting things up.
    pub async fn as_root(
        &self,
        service: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> String {
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential=test/20260101/{REGION}/{service}/aws4_request, SignedHeaders=host, Signature=0"
        );
        let method = method.parse().expect("a method");
        let mut request = self.client.request(method, format!("{}{path}", self.endpoint)).body(body);
        request = request.header("authorization", authorization);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.expect("the emulator answers");
        let status = response.status();
        let text = response.text().await.expect("an answer");
        assert!(status.is_success(), "{service} {path}: {status} {text}");
        text
    }

    /// A call of Cognito's user pools with the account's own key.
    pub async fn cognito(&self, action: &str, input: Value) -> Value {
        let target = format!("AWSCognitoIdentityProviderService.{action}");
        let headers = [("x-amz-target", target.as_str()), ("content-type", "application/x-amz-json-1.1")];
        let text = self.as_root("cognito-idp", "POST", "/", &headers, input.to_string()).await;
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// What SES has sent to an address: `Source`, `Subject`, `BodyText`, `BodyHtml`, …
    pub async fn letters_to(&self, address: &str) -> Vec<Value> {
        let url = format!("{}/_ministack/ses/messages", self.endpoint);
        let all: Value = self.client.get(url).send().await.expect("an answer").json().await.expect("JSON");
        let accounts = all["messages"].as_object().into_iter().flat_map(|accounts| accounts.values());
        let letters = accounts.filter_map(Value::as_array).flatten();
        letters.filter(|letter| letter["To"][0] == address).cloned().collect()
    }
}

/// An SMTP server that keeps what it gets.
#[derive(Debug)]
pub struct Maildev {
    /// Port of its SMTP side.
    pub port: u16,
    web: String,
    client: reqwest::Client,
    _child: Child,
}

/// The SMTP server, started if it is not.
pub async fn maildev() -> &'static Maildev {
    MAILDEV.get_or_init(Maildev::start).await
}

impl Maildev {
    async fn start() -> Self {
        let (port, web) = (free_port().expect("a port"), free_port().expect("a port"));
        let folder = home("maildev");
        let mut command = Command::new(installed("SADU_MAILDEV", "node/node_modules/.bin/maildev"));
        command
            .args(["--smtp", &port.to_string(), "--ip", "127.0.0.1", "--web", &web.to_string()])
            .args(["--web-ip", "127.0.0.1", "--mail-directory"])
            .arg(folder.join("letters"));
        let child = Child::start(&command, &folder.join("log"));
        let (client, web) = (client(), format!("http://127.0.0.1:{web}"));
        answers(&client, &format!("{web}/api/email"), &folder.join("log")).await;
        Self { port, web, client, _child: child }
    }

    /// What it got for an address: `subject`, `from`, `headers`, `text`, `html`, …
    pub async fn letters_to(&self, address: &str) -> Vec<Value> {
        let url = format!("{}/api/email", self.web);
        let all: Vec<Value> = self.client.get(url).send().await.expect("an answer").json().await.expect("JSON");
        all.into_iter().filter(|letter| letter["envelope"]["to"][0]["address"] == address).collect()
    }
}

/// Without kept connections: each belongs to the runtime of the test that made it, and the client outlives them all.
fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().timeout(Duration::from_secs(20)).pool_max_idle_per_host(0);
    builder.no_proxy().build().expect("a client")
}

/// A folder of this run.
fn home(name: &str) -> PathBuf {
    let folder = peers().folder.join(name);
    std::fs::create_dir_all(&folder).expect("a folder is made");
    folder
}

/// Where `cargo xtask` has put an emulator: the variable says it, else beside this build.
fn installed(variable: &str, path: &str) -> PathBuf {
    let beside = || place::profile().with_file_name("xtask").join("peers").join(path);
    let program = std::env::var_os(variable).map_or_else(beside, PathBuf::from);
    assert!(program.exists(), "no emulator at {}: run `cargo xtask needs`", program.display());
    program
}

async fn answers(client: &reqwest::Client, url: &str, log: &Path) {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        if client.get(url).send().await.is_ok_and(|response| response.status().is_success()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{url} does not answer: {}", std::fs::read_to_string(log).unwrap_or_default());
}
