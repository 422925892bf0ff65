//! The files of the image's last stage, in an otherwise empty root, are enough to serve a shop.

use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, chown},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use api::dev::free_port;
use harness::{Item, TestApp, environment, peers::peers, place};

use super::{
    compose::{Compose, settings_of},
    dockerfile::FinalStage,
};

/// What Debian's slim image and its `ca-certificates` bring that the program links to.
const LIBRARIES_OF_THE_BASE: [&str; 5] =
    ["libc.so.6", "libm.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2", "linux-vdso.so.1"];
const USER: u32 = 10_001;

/// A folder that is the whole file system of what runs in it.
struct Root(PathBuf);

impl Root {
    /// The base image's part: a shell, `grep`, the loader and libraries, certificates, and the user.
    fn base(name: &str) -> Self {
        let root = Self(peers().beside(name));
        let _ = fs::remove_dir_all(&root.0);
        for folder in ["bin", "usr/local/bin", "usr/share", "tmp", "dev", "etc/ssl/certs", "var/lib/sadu"] {
            fs::create_dir_all(root.0.join(folder)).unwrap();
        }
        for program in ["bash", "grep"] {
            let path = ["/bin", "/usr/bin"].iter().map(|folder| Path::new(folder).join(program)).find(|p| p.exists());
            let path = path.unwrap_or_else(|| panic!("no {program} on this machine"));
            fs::copy(&path, root.0.join("bin").join(program)).unwrap();
            root.bring_libraries(&path);
        }
        let certificates = Path::new("/etc/ssl/certs/ca-certificates.crt");
        if certificates.exists() {
            fs::copy(certificates, root.0.join("etc/ssl/certs/ca-certificates.crt")).unwrap();
        }
        fs::write(root.0.join("etc/passwd"), format!("sadu:x:{USER}:{USER}::/var/lib/sadu:/usr/sbin/nologin\n"))
            .unwrap();
        let home = root.0.join("var/lib/sadu");
        fs::set_permissions(&home, fs::Permissions::from_mode(0o700)).unwrap();
        if is_root() {
            chown(&home, Some(USER), Some(USER)).unwrap();
        }
        root
    }

    /// What the stage copies.
    fn assembled(name: &str, stage: &FinalStage) -> Self {
        let root = Self::base(name);
        for (from, to) in stage.copies() {
            let to = root.0.join(to.trim_start_matches('/'));
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            match from.as_str() {
                "/out/sadu" => {
                    fs::copy(place::server(), &to).unwrap();
                    root.bring_libraries(&place::server());
                }
                "/out/dist" => copy_folder(&place::assets(), &to),
                other => panic!("the build makes no {other}"),
            }
        }
        root
    }

    /// Copies what `program` is linked to, to where it is looked for.
    fn bring_libraries(&self, program: &Path) {
        for (_, path) in libraries(program) {
            let Some(path) = path else { continue };
            let to = self.0.join(path.trim_start_matches('/'));
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            if !to.exists() {
                fs::copy(&path, to).unwrap();
            }
        }
    }

    /// A command that runs in here as the image's user, with nothing in its environment.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = if is_root() {
            let mut command = Command::new("chroot");
            command.arg(format!("--userspec={USER}:{USER}"));
            command
        } else {
            let mut command = Command::new("unshare");
            command.args(["--user", "--map-root-user", "chroot"]);
            command
        };
        command.arg(&self.0).args(arguments).env_clear().env("PATH", "/usr/sbin:/usr/local/bin:/bin:/usr/bin");
        command
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}

/// Names of what a program is linked to, and where the loader finds it.
fn libraries(program: &Path) -> Vec<(String, Option<String>)> {
    let told = Command::new("ldd").arg(program).output().unwrap();
    assert!(told.status.success(), "ldd {}", program.display());
    String::from_utf8(told.stdout)
        .unwrap()
        .lines()
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let path = words.iter().find(|word| word.starts_with('/')).map(|path| (*path).to_owned());
            (words[0].rsplit('/').next().unwrap().to_owned(), path)
        })
        .collect()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to.join(&name));
        } else if !name.to_string_lossy().starts_with('.') {
            fs::copy(entry.path(), to.join(&name)).unwrap();
        }
    }
}

/// A server in its root; ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the compose file's `serve` is told, with this run's addresses in place of the other services' names.
fn settings(app: &TestApp, stage: &FinalStage, port: u16) -> Vec<(String, String)> {
    let compose = Compose::read();
    let here = environment(&app.database, (port, free_port().unwrap()));
    let of_this_run = |name: &str| here.iter().find(|(there, _)| *there == name).map(|(_, value)| value.clone());
    let mut settings = stage.environment();
    for (name, value) in settings_of(&compose, "serve") {
        let elsewhere = ["URL", "S3_", "LISTEN"].iter().any(|part| name.contains(part)) && name != "SADU_BASE_URL";
        let value = if elsewhere { of_this_run(&name).unwrap_or(value) } else { value };
        settings.retain(|(there, _)| *there != name);
        settings.push((name, value));
    }
    settings
}

fn started(root: &Root, settings: &[(String, String)]) -> Running {
    let child = root
        .command(&["/bin/bash", "-c", "cd /var/lib/sadu && exec sadu serve"])
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(fs::File::create(root.0.join("tmp/log")).unwrap())
        .spawn()
        .unwrap();
    Running(child)
}

fn healthy(root: &Root, check: &[String], port: u16) -> Output {
    let check: Vec<String> =
        check.iter().map(|word| word.replace("127.0.0.1/8000", &format!("127.0.0.1/{port}"))).collect();
    assert!(check.join(" ").contains(&port.to_string()), "the check asks the port that is listened on: {check:?}");
    root.command(&check.iter().map(String::as_str).collect::<Vec<_>>()).output().unwrap()
}

#[test]
fn the_program_is_linked_to_nothing_that_the_base_image_lacks() {
    let linked = libraries(&place::server());
    assert!(linked.iter().any(|(name, _)| name == "libc.so.6"), "{linked:?}");
    for (name, _) in linked {
        assert!(LIBRARIES_OF_THE_BASE.contains(&name.as_str()), "the image has no {name}");
    }
}

#[tokio::test]
async fn the_images_files_are_enough_to_serve_and_its_health_check_knows() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.item(&shop, Item::new("mug")).await;
    let stage = FinalStage::read();
    let root = Root::assembled("image", &stage);
    let secrets = root.0.join("var/lib/sadu/secrets.json");
    fs::copy(&peers().secrets_file, &secrets).unwrap();
    fs::set_permissions(&secrets, fs::Permissions::from_mode(0o600)).unwrap();
    if is_root() {
        chown(&secrets, Some(USER), Some(USER)).unwrap();
    }
    let port = free_port().unwrap();
    let check = stage.list("HEALTHCHECK");
    assert!(!healthy(&root, &check, port).status.success(), "nothing runs yet");

    let mut server = started(&root, &settings(&app, &stage, port));
    let begun = Instant::now();
    while !healthy(&root, &check, port).status.success() {
        let log = || fs::read_to_string(root.0.join("tmp/log")).unwrap_or_default();
        assert!(server.0.try_wait().unwrap().is_none(), "it ended: {}", log());
        assert!(begun.elapsed() < Duration::from_secs(20), "it does not answer: {}", log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let ready = healthy(&root, &Compose::read().health_of("serve").unwrap(), port);
    assert!(ready.status.success(), "the compose file's check: {}", String::from_utf8_lossy(&ready.stderr));

    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let get = |path: String| {
        client
            .get(format!("http://127.0.0.1:{port}{path}"))
            .header("host", format!("{}.localhost:8000", shop.slug))
            .send()
    };
    let page = get("/".to_owned()).await.unwrap();
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();
    let style = regex::Regex::new(r#"/assets/storefront\.[0-9a-f]+\.css"#).unwrap();
    let style = style.find(&page).expect("the page names its style").as_str().to_owned();
    assert_eq!(get(style).await.unwrap().status(), 200);
}

#[tokio::test]
async fn an_image_without_its_assets_does_not_start() {
    let app = TestApp::start().await;
    let mut stage = FinalStage::read();
    stage.0.retain(|i| !(i.word == "COPY" && i.rest.contains("dist")));
    let root = Root::assembled("image-without-assets", &stage);
    fs::copy(&peers().secrets_file, root.0.join("var/lib/sadu/secrets.json")).unwrap();
    if is_root() {
        chown(root.0.join("var/lib/sadu/secrets.json"), Some(USER), Some(USER)).unwrap();
    }
    let mut server = started(&root, &settings(&app, &stage, free_port().unwrap()));
    let begun = Instant::now();
    let ended = loop {
        if let Some(ended) = server.0.try_wait().unwrap() {
            break ended;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "it serves without assets");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let log = fs::read_to_string(root.0.join("tmp/log")).unwrap();
    assert!(!ended.success() && log.contains("/usr/share/sadu/dist"), "{log}");
}
