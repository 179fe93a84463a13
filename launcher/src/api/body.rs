//! Reading what a request carries, so that what cannot be read becomes a [`Fault`].

use axum::{
    Json,
    extract::{
        FromRequest, FromRequestParts, Query, Request,
        rejection::{JsonRejection, QueryRejection},
    },
    http::{StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

use crate::problem::Fault;

/// A JSON body.
#[derive(Debug, Clone, Copy)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        match Json::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(JsonRejection::MissingJsonContentType(_)) => Err(Fault::NotJson),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Fault::BodyTooLarge)
            }
            Err(error) => Err(Fault::Body(error.body_text())),
        }
    }
}

/// The query of an address.
#[derive(Debug, Clone, Copy)]
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(value)) => Ok(Self(value)),
            Err(error @ QueryRejection::FailedToDeserializeQueryString(_)) => {
                Err(Fault::Query(error.body_text()))
            }
            Err(error) => Err(Fault::Query(error.to_string())),
        }
    }
}
