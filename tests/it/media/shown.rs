//! Pictures as visitors get them: immutable on their own host, not there on another's.

use api::media::service::{NewPicture, Subject, add_picture};
use axum::body::Body;
use harness::{Item, TestApp, fixtures::both};

#[tokio::test]
async fn a_rendition_is_served_for_ever_on_its_own_host_and_not_elsewhere() {
    let app = TestApp::start().await;
    let (a, _) = (app.tenant("aaa").await, app.tenant("bbb").await);
    let item = app.item(&a, Item::new("mug")).await;
    let sizes = [320u32, 640, 1280].map(|width| (width, width, format!("picture of {width}").into_bytes())).to_vec();
    let picture = NewPicture { alt: both("A mug"), position: 0, sizes };
    let asset = add_picture(&app.app, &a.scope(), Subject::Item(item), picture).await.unwrap();
    let path = format!("/media/{asset}/640.webp");
    let own = app.get("aaa", &path).await;
    assert_eq!((own.status, own.text().as_str()), (200, "picture of 640"));
    assert_eq!(own.header("content-type"), "image/webp");
    assert!(own.header("cache-control").contains("immutable"));
    for (label, path) in [
        ("bbb", path.clone()),
        ("nobody", path.clone()),
        ("", path.clone()),
        ("aaa", format!("/media/{asset}/641.webp")),
        ("aaa", format!("/media/{asset}/640.png")),
        ("aaa", format!("/media/{}/640.webp", entity::ids::AssetId::generate())),
        ("aaa", format!("/media/..%2f..%2f{asset}/640.webp")),
    ] {
        assert_eq!(app.get(label, &path).await.status, 404, "{label} {path}");
    }
    // The header that names a tenant for the API names none for pictures.
    let request = app.request("GET", "bbb", &path).header("x-tenant", "aaa").body(Body::empty()).unwrap();
    assert_eq!(app.send(request).await.status, 404);
    let home = app.get("aaa", "/i/mug").await.text();
    assert!(home.contains(&path) && home.contains("A mug"), "the item's page shows it");
}

#[tokio::test]
async fn an_object_key_of_another_tenant_is_refused_by_the_table() {
    let app = TestApp::start().await;
    let (a, b) = (app.tenant("aaa").await, app.tenant("bbb").await);
    let mut connection = app.database.connect("app_user").await;
    sqlx::query("SELECT set_config('app.current_tenant', $1, false)")
        .bind(a.id.0.to_string())
        .execute(&mut connection)
        .await
        .unwrap();
    let mut insert = async |key: String| {
        sqlx::query(
            "INSERT INTO media_assets (tenant_id, id, entity_type, entity_id, object_key, content_type, byte_size, status)
             VALUES ($1, gen_random_uuid(), 'storefront', $1, $2, 'image/webp', 1, 'pending')",
        )
        .bind(a.id.0)
        .bind(key)
        .execute(&mut connection)
        .await
    };
    assert!(insert(format!("{}/x/1.webp", b.id.0)).await.is_err());
    assert!(insert(format!("{}/x/1.webp", a.id.0)).await.is_ok(), "the positive control");
}
