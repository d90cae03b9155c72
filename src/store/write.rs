//! The writes: each one transaction, each deciding by the compare-and-set before it writes a revision.

use sqlx::AnyConnection;

use super::error::StoreError;
use super::id::{RevisionNumber, ScenarioId};
use super::revision::{Appended, Content, IdempotencyKey, NewRevision, NewScenario, Revision, RevisionKind};
use super::rows;
use super::store::Store;

/// Which way an undo or a redo goes.
#[derive(Clone, Copy)]
enum Step {
    Undo,
    Redo,
}

impl Store {
    /// Makes a scenario.
    ///
    /// # Errors
    /// When the id is taken, which random ids are not, or the database cannot write.
    pub async fn create(&self, new: NewScenario) -> Result<Revision, StoreError> {
        let NewScenario { id, base, content } = new;
        let first = holding(content, id, RevisionNumber::FIRST, RevisionKind::Create, base, None);
        self.make(first).await
    }

    /// Appends new content to a scenario whose current revision is the expected one.
    ///
    /// The same idempotency key with the same request gives back the revision made then, whatever came after it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::LostRace`], [`StoreError::KeyReused`], or when the database cannot write.
    pub async fn append(
        &self,
        id: ScenarioId,
        expected: RevisionNumber,
        new: NewRevision,
        idempotency: Option<IdempotencyKey>,
    ) -> Result<Appended, StoreError> {
        let mut writing = self.writer.begin().await?;
        match append(&mut writing, id, expected, new, idempotency).await {
            // Nothing is added, and what was done to find that out is taken back.
            Ok(appended) if appended.replayed => writing.take_back().await.map(|()| appended),
            done => writing.end(done).await,
        }
    }

    /// The revision that an idempotency key's request made; none when it made none.
    ///
    /// # Errors
    /// [`StoreError::KeyReused`], or when the database cannot answer.
    pub async fn made_by(
        &self,
        id: ScenarioId,
        key: &IdempotencyKey,
    ) -> Result<Option<Revision>, StoreError> {
        let mut connection = self.readers.acquire().await?;
        match rows::made_by(&mut connection, id, &key.key).await? {
            None => Ok(None),
            Some((request_digest, _)) if request_digest != key.request_digest => Err(StoreError::KeyReused),
            Some((_, made)) => known(&mut connection, id, made).await.map(Some),
        }
    }

    /// Brings back the content from before the expected, current revision.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`], [`StoreError::NotFound`], [`StoreError::LostRace`], or when the database cannot write.
    pub async fn undo(
        &self,
        id: ScenarioId,
        expected: RevisionNumber,
        actor: &str,
        now_ms: i64,
    ) -> Result<Revision, StoreError> {
        self.step(id, expected, Step::Undo, actor, now_ms).await
    }

    /// Brings back the content that the last undo took away.
    ///
    /// # Errors
    /// [`StoreError::NothingToRedo`], [`StoreError::NotFound`], [`StoreError::LostRace`], or when the database cannot write.
    pub async fn redo(
        &self,
        id: ScenarioId,
        expected: RevisionNumber,
        actor: &str,
        now_ms: i64,
    ) -> Result<Revision, StoreError> {
        self.step(id, expected, Step::Redo, actor, now_ms).await
    }

    /// Makes a scenario from any revision of another; there is nothing to undo in it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such revision, or when the database cannot write.
    pub async fn branch(
        &self,
        from: ScenarioId,
        number: RevisionNumber,
        id: ScenarioId,
        name: &str,
        actor: &str,
        now_ms: i64,
    ) -> Result<Revision, StoreError> {
        let source = self.revision(from, number).await?.ok_or(StoreError::NotFound)?;
        let first = Revision {
            id,
            number: RevisionNumber::FIRST,
            kind: RevisionKind::Branch,
            name: name.to_owned(),
            undo_to: None,
            redo_to: None,
            at_ms: now_ms,
            actor: actor.to_owned(),
            reason: None,
            ..source
        };
        self.make(first).await
    }

    /// Removes a scenario whose current revision is the expected one, its revisions and its keys.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::LostRace`], or when the database cannot write.
    pub async fn delete(&self, id: ScenarioId, expected: RevisionNumber) -> Result<(), StoreError> {
        let mut writing = self.writer.begin().await?;
        let done = match rows::remove(&mut writing, id, expected).await {
            Ok(false) => Err(why_not(&mut writing, id).await),
            done => done.map(drop),
        };
        writing.end(done).await
    }

    /// Writes the first revision of a new scenario.
    async fn make(&self, first: Revision) -> Result<Revision, StoreError> {
        let mut writing = self.writer.begin().await?;
        let done = make(&mut writing, first, self.most).await;
        writing.end(done).await
    }

    async fn step(
        &self,
        id: ScenarioId,
        expected: RevisionNumber,
        step: Step,
        actor: &str,
        now_ms: i64,
    ) -> Result<Revision, StoreError> {
        let mut writing = self.writer.begin().await?;
        let done = take_step(&mut writing, id, expected, step, actor, now_ms).await;
        writing.end(done).await
    }
}

async fn append(
    connection: &mut AnyConnection,
    id: ScenarioId,
    expected: RevisionNumber,
    new: NewRevision,
    idempotency: Option<IdempotencyKey>,
) -> Result<Appended, StoreError> {
    let won = rows::advance(connection, id, expected, new.content.now_ms).await?;
    // The key is read after the lock is had: the first of two equal requests has then been written.
    if let Some(key) = &idempotency
        && let Some((request_digest, made)) = rows::made_by(connection, id, &key.key).await?
    {
        if request_digest != key.request_digest {
            return Err(StoreError::KeyReused);
        }
        return Ok(Appended { revision: known(connection, id, made).await?, replayed: true });
    }
    if !won {
        return Err(why_not(connection, id).await);
    }
    let before = known(connection, id, expected).await?;
    let (number, kind) = (expected.next(), new.kind.into());
    let revision = holding(new.content, id, number, kind, before.base, Some(expected));
    rows::insert(connection, &revision).await?;
    if let Some(key) = &idempotency {
        rows::keep_key(connection, id, key, revision.number).await?;
    }
    Ok(Appended { revision, replayed: false })
}

async fn make(connection: &mut AnyConnection, first: Revision, most: u64) -> Result<Revision, StoreError> {
    if rows::count(&mut *connection).await? >= most {
        return Err(StoreError::TooMany { most });
    }
    rows::open_scenario(connection, &first).await?;
    rows::insert(connection, &first).await?;
    Ok(first)
}

async fn take_step(
    connection: &mut AnyConnection,
    id: ScenarioId,
    expected: RevisionNumber,
    step: Step,
    actor: &str,
    now_ms: i64,
) -> Result<Revision, StoreError> {
    if !rows::advance(connection, id, expected, now_ms).await? {
        return Err(why_not(connection, id).await);
    }
    let now = known(connection, id, expected).await?;
    let target = match step {
        Step::Undo => now.undo_to.ok_or(StoreError::NothingToUndo)?,
        Step::Redo => now.redo_to.ok_or(StoreError::NothingToRedo)?,
    };
    let target = known(connection, id, target).await?;
    let (kind, redo_to) = match step {
        Step::Undo => (RevisionKind::Undo, Some(expected)),
        Step::Redo => (RevisionKind::Redo, target.redo_to),
    };
    let revision = Revision {
        number: expected.next(),
        kind,
        redo_to,
        at_ms: now_ms,
        actor: actor.to_owned(),
        reason: None,
        ..target
    };
    rows::insert(connection, &revision).await?;
    Ok(revision)
}

/// A revision that holds new content; what an undo of it leads back to.
fn holding(
    content: Content,
    id: ScenarioId,
    number: RevisionNumber,
    kind: RevisionKind,
    base: String,
    undo_to: Option<RevisionNumber>,
) -> Revision {
    let Content { name, data, changes, content_digest, actor, reason, certificate, groups, edges, now_ms } =
        content;
    Revision {
        id,
        number,
        kind,
        name,
        base,
        data,
        changes,
        content_digest,
        undo_to,
        redo_to: None,
        at_ms: now_ms,
        actor,
        reason,
        certificate,
        groups,
        edges,
    }
}

/// A revision the store itself has referred to.
async fn known(
    connection: &mut AnyConnection,
    id: ScenarioId,
    number: RevisionNumber,
) -> Result<Revision, StoreError> {
    let missing = || StoreError::Corrupt(format!("scenario {id} has no revision {number}"));
    rows::revision(connection, id, number).await?.ok_or_else(missing)
}

/// Why the compare-and-set found nothing.
async fn why_not(connection: &mut AnyConnection, id: ScenarioId) -> StoreError {
    match rows::current(connection, id).await {
        Ok(Some(current)) => StoreError::LostRace { current: current.number },
        Ok(None) => StoreError::NotFound,
        Err(error) => error,
    }
}
