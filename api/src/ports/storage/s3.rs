//! The object store on S3 and everything that speaks its protocol: AWS, the server inside, emulators.
use std::time::Duration;

use async_trait::async_trait;
use aws_credential_types::Credentials;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{Region, RequestChecksumCalculation, ResponseChecksumValidation, SharedCredentialsProvider};
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::presigning::{PresignedRequest, PresigningConfig};
use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;
use secrecy::{ExposeSecret as _, SecretString};

use super::{ListedObject, Listing, MAX_OBJECT_BYTES, Object, ObjectHead, ObjectStore, PresignedPut, StorageError};

/// How long a connection may take to be made.
const CONNECT_LIMIT: Duration = Duration::from_secs(2);
/// How long one operation may take, its second try included.
const OPERATION_LIMIT: Duration = Duration::from_secs(10);

/// Who we are to the store.
#[derive(Debug, Clone)]
pub enum S3Credentials {
    /// A key pair.
    Static {
        /// The public half.
        access_key: String,
        /// The secret half.
        secret_key: SecretString,
    },
    /// Whatever the platform gives (a task role, a profile), as the AWS configuration found it.
    Provider(SharedCredentialsProvider),
}

/// Where the bucket is.
#[derive(Debug, Clone)]
pub struct S3Settings {
    /// The bucket.
    pub bucket: String,
    /// Its region.
    pub region: String,
    /// The store's address, if it is not AWS.
    pub endpoint: Option<String>,
    /// The store's address as browsers see it, if that is another one.
    pub public_endpoint: Option<String>,
    /// Whether the bucket stands in the path (`http://host/bucket/key`) and not in the host.
    pub force_path_style: bool,
    /// Who we are.
    pub credentials: S3Credentials,
}

/// A bucket.
#[derive(Debug, Clone)]
pub struct S3Store {
    client: Client,
    /// Signs addresses for browsers; the same client unless they see the store elsewhere.
    signer: Client,
    bucket: String,
}

impl S3Store {
    /// Prepares the client. Nothing is sent.
    #[must_use]
    pub fn new(settings: S3Settings) -> Self {
        let client = client(&settings, settings.endpoint.as_deref());
        let signer = match &settings.public_endpoint {
            Some(public) => self::client(&settings, Some(public)),
            None => client.clone(),
        };
        Self { client, signer, bucket: settings.bucket }
    }
}

fn client(settings: &S3Settings, endpoint: Option<&str>) -> Client {
    let credentials = match &settings.credentials {
        S3Credentials::Static { access_key, secret_key } => {
            SharedCredentialsProvider::new(Credentials::new(access_key, secret_key.expose_secret(), None, None, "sadu"))
        }
        S3Credentials::Provider(provider) => provider.clone(),
    };
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT_LIMIT)
        .operation_attempt_timeout(OPERATION_LIMIT.mul_f32(0.6))
        .operation_timeout(OPERATION_LIMIT)
        .build();
    let mut config = aws_sdk_s3::Config::builder()
        .region(Region::new(settings.region.clone()))
        .credentials_provider(credentials)
        .force_path_style(settings.force_path_style)
        .timeout_config(timeouts)
        .retry_config(RetryConfig::standard().with_max_attempts(2))
        // Checksums beyond the signature would be signed into presigned addresses, and a browser does not send them.
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .response_checksum_validation(ResponseChecksumValidation::WhenRequired);
    if let Some(endpoint) = endpoint {
        config = config.endpoint_url(endpoint);
    }
    Client::from_conf(config.build())
}

#[async_trait]
impl ObjectStore for S3Store {
    async fn put(&self, key: &str, bytes: Bytes, content_type: &str) -> Result<(), StorageError> {
        let request = self.client.put_object().bucket(&self.bucket).key(checked(key)?).content_type(content_type);
        request.body(ByteStream::from(bytes)).send().await.map_err(told)?;
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<Object, StorageError> {
        let answer = self.client.get_object().bucket(&self.bucket).key(checked(key)?).send().await.map_err(told)?;
        if answer.content_length.is_some_and(|length| u64::try_from(length).is_ok_and(|n| n > MAX_OBJECT_BYTES)) {
            return Err(StorageError::Refused("the object is too large to be read at once".into()));
        }
        let content_type = answer.content_type.unwrap_or_else(default_type);
        // The time limit of the operation ends with the headers; the body has its own.
        let body = tokio::time::timeout(OPERATION_LIMIT, answer.body.collect()).await;
        let body = body.map_err(unavailable)?.map_err(unavailable)?;
        Ok(Object { bytes: body.into_bytes(), content_type })
    }

    async fn head(&self, key: &str) -> Result<ObjectHead, StorageError> {
        let answer = self.client.head_object().bucket(&self.bucket).key(checked(key)?).send().await.map_err(told)?;
        Ok(ObjectHead {
            content_type: answer.content_type.unwrap_or_else(default_type),
            byte_size: size(answer.content_length),
        })
    }

    async fn delete(&self, key: &str) -> Result<(), StorageError> {
        match self.client.delete_object().bucket(&self.bucket).key(checked(key)?).send().await.map_err(told) {
            Ok(_) | Err(StorageError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn list(&self, prefix: &str, after: Option<&str>) -> Result<Listing, StorageError> {
        let request = self.client.list_objects_v2().bucket(&self.bucket).prefix(prefix).max_keys(1000);
        let answer = request.set_start_after(after.map(ToOwned::to_owned)).send().await.map_err(told)?;
        let more = answer.is_truncated.unwrap_or(false);
        let objects: Vec<ListedObject> = answer
            .contents
            .unwrap_or_default()
            .into_iter()
            .filter_map(|object| Some(ListedObject { byte_size: size(object.size), key: object.key? }))
            .collect();
        let next = objects.last().filter(|_| more).map(|object| object.key.clone());
        Ok(Listing { objects, next })
    }

    async fn presign_put(
        &self,
        key: &str,
        content_type: &str,
        byte_size: u64,
        expires: Duration,
    ) -> Result<PresignedPut, StorageError> {
        let length = i64::try_from(byte_size).map_err(|_| StorageError::Refused("the length is too large".into()))?;
        let request = self.signer.put_object().bucket(&self.bucket).key(checked(key)?);
        let request = request.content_type(content_type).content_length(length);
        let signed = request.presigned(lasting(expires)?).await.map_err(told)?;
        Ok(PresignedPut { url: signed.uri().to_owned(), headers: to_send(&signed) })
    }

    async fn presign_get(&self, key: &str, expires: Duration) -> Result<String, StorageError> {
        let request = self.signer.get_object().bucket(&self.bucket).key(checked(key)?);
        let signed = request.presigned(lasting(expires)?).await.map_err(told)?;
        Ok(signed.uri().to_owned())
    }

    async fn ping(&self) -> Result<(), StorageError> {
        self.client.head_bucket().bucket(&self.bucket).send().await.map_err(told)?;
        Ok(())
    }
}

/// A key without parts that a store on files, or a proxy, would read as a path of its own.
fn checked(key: &str) -> Result<&str, StorageError> {
    let harmless = key.len() <= 512
        && key.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte));
    if harmless { Ok(key) } else { Err(StorageError::Refused("not a key of ours".into())) }
}

fn lasting(expires: Duration) -> Result<PresigningConfig, StorageError> {
    PresigningConfig::expires_in(expires).map_err(|error| StorageError::Refused(error.to_string()))
}

fn to_send(signed: &PresignedRequest) -> Vec<(String, String)> {
    let set_by_browser = |name: &str| name.eq_ignore_ascii_case("host") || name.eq_ignore_ascii_case("content-length");
    let headers = signed.headers().filter(|(name, _)| !set_by_browser(name));
    headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn default_type() -> String {
    "application/octet-stream".to_owned()
}

fn size(length: Option<i64>) -> u64 {
    length.and_then(|length| u64::try_from(length).ok()).unwrap_or(0)
}

fn unavailable(error: impl std::error::Error + Send + Sync + 'static) -> StorageError {
    StorageError::Unavailable(Box::new(error))
}

/// Sorts an SDK error by what the caller can do about it.
fn told<E>(error: SdkError<E>) -> StorageError
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    let status = error.raw_response().map(|response| response.status().as_u16());
    let code = error.as_service_error().and_then(ProvideErrorMetadata::code).unwrap_or_default().to_owned();
    match (&error, status) {
        (SdkError::ConstructionFailure(_), _) => StorageError::Refused("the request could not be built".into()),
        (_, Some(404)) if code != "NoSuchBucket" => StorageError::NotFound,
        (SdkError::ServiceError(_), Some(status @ 400..=499)) if !matches!(status, 408 | 429) => {
            StorageError::Refused(if code.is_empty() { format!("status {status}") } else { code })
        }
        _ => unavailable(error),
    }
}
