//! Work before and after a request as one layer: what axum's `from_fn` does, without the boxes and clones that its `Next` takes at
//! each level of a stack.

use std::convert::Infallible;
use std::future::{Future, ready};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tower::{Layer, Service};

/// A layer of two functions: `before` hands on what is to be known of the request, or answers it; `after` takes that and the answer.
#[derive(Clone)]
pub struct Around<B, A> {
    before: B,
    after: A,
}

/// A layer of two functions.
pub fn around<B, A, K>(before: B, after: A) -> Around<B, A>
where
    B: Fn(&mut Request) -> Result<K, Response>,
{
    Around { before, after }
}

/// The service of [`Around`].
#[derive(Clone)]
pub struct AroundService<I, B, A> {
    inner: I,
    around: Around<B, A>,
}

impl<I, B: Clone, A: Clone> Layer<I> for Around<B, A> {
    type Service = AroundService<I, B, A>;

    fn layer(&self, inner: I) -> Self::Service {
        AroundService { inner, around: self.clone() }
    }
}

impl<I, B, A, K, F> Service<Request> for AroundService<I, B, A>
where
    I: Service<Request, Error = Infallible>,
    I::Response: IntoResponse,
    I::Future: Send + 'static,
    B: Fn(&mut Request) -> Result<K, Response>,
    A: Fn(K, Response) -> F + Clone + Send + 'static,
    K: Send + 'static,
    F: Future<Output = Response> + Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        match (self.around.before)(&mut request) {
            Ok(known) => {
                let answering = self.inner.call(request);
                let after = self.around.after.clone();
                Box::pin(async move {
                    let Ok(response) = answering.await.map(IntoResponse::into_response);
                    let answer = after(known, response);
                    Ok(answer.await)
                })
            }
            Err(refusal) => Box::pin(ready(Ok(refusal))),
        }
    }
}
