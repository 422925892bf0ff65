//! The operator's command line over people.

use api::{identity::service::set_operator, kernel::error::Error};
use harness::TestApp;

use super::somebody;

#[tokio::test]
async fn an_operator_is_named_once_and_each_change_leaves_a_line() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let is_operator = format!("users WHERE is_platform_operator AND id = '{}'", person.user.0);
    let lines = format!("platform_audit_events WHERE action LIKE 'operator.%' AND entity_id = '{}'", person.user.0);
    for (grant, changed, operators, told) in
        [(true, true, 1, 1), (true, false, 1, 1), (false, true, 0, 2), (false, false, 0, 2)]
    {
        assert_eq!(set_operator(&app.app, &person.email, grant).await.unwrap(), changed);
        assert_eq!((app.database.count(&is_operator).await, app.database.count(&lines).await), (operators, told));
    }
    assert!(matches!(set_operator(&app.app, "nobody@people.example", true).await, Err(Error::NotFound)));
}
