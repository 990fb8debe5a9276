package import Charter
package import SyncCore

/// Where a hub keeps what it knows. One folder for each backend.
///
/// A transaction sees one state of the store and is all or nothing. Writing transactions follow one
/// another, whichever process they come from; reading ones wait for nobody. Once `write` returns,
/// what it wrote survives a loss of power. Transactions that come at the same time may share one
/// commit: then none of them returns before it, and if it fails none of them happened.
package protocol HubStorage: Sendable {
    /// Runs `body` on one state of the store.
    func read<Result>(_ body: (any HubReader) throws -> Result) throws -> Result

    /// Runs `body` in one transaction; an error that it throws undoes all that it wrote, and nothing
    /// that others wrote. The body may run on another thread, while this one waits.
    func write<Result>(_ body: (any HubWriter) throws -> Result) throws -> Result

    /// What was committed since the store was opened. O(1).
    var commitCounts: CommitCounts { get }

    /// The charter by which `HubWriter.put` lays out the readable rows from now on.
    func lay(outBy schema: SummarySchema)

    /// Closes the store. A transaction under way ends first.
    func close() throws
}

/// One state of a hub's store.
package protocol HubReader {
    /// Which charter the hub works under; `nil` in a store that was never given one.
    func charterNumber() throws -> Int64?

    /// Every charter that the hub had, oldest first.
    func charters() throws -> [StoredCharter]

    /// Every office, by number.
    func offices() throws -> [Office]

    /// Whether the office was revoked, and has not come in again by a new code.
    func isShutOut(_ office: OfficeNumber) throws -> Bool

    /// How much each office's part holds. O(offices + erased records).
    func parts() throws -> [OfficeNumber: OfficePart]

    /// The office whose secret has this SHA-256.
    func office(ofSecretDigest digest: [UInt8]) throws -> EnrolledSecret?

    /// The office of this name, in whatever case.
    func office(named name: String) throws -> OfficeNumber?

    /// The code whose secret has this SHA-256, whether it waits or was taken.
    func waitingCode(ofDigest digest: [UInt8]) throws -> WaitingCode?

    /// Every office's last code.
    func waitingCodes() throws -> [WaitingCode]

    /// The certificate of the public key with this SHA-256.
    func certificate(ofKey key: [UInt8]) throws -> OfficeCertificate?

    /// Every certificate that is remembered.
    func certificates() throws -> [OfficeCertificate]

    /// How many records and erasures the office's part holds. O(1).
    func held(by office: OfficeNumber) throws -> Int

    /// What is held of the records, and which of the checkpoints are points of this store's
    /// history of the office's channel. `Checkpoint.zero` always is.
    func find(_ reads: HubReads, for office: OfficeNumber) throws -> HubFound

    /// Up to `limit` identifiers of records within the range, held or erased. O(limit).
    func identifiers(in range: ClosedRange<RecordID>, limit: Int) throws -> [RecordID]

    /// The last number of the office's channel, with its tag.
    func head(of office: OfficeNumber) throws -> Checkpoint

    /// Offers the pager what is listed after its cursor, in the order of the numbers.
    func feed(of office: OfficeNumber, to pager: inout FeedPager) throws

    /// Every record in the office's part, or in the whole hub, by ascending identifier.
    func records(
        of office: OfficeNumber?, _ body: (RecordID, PackedRecord) throws -> Void) throws

    /// Records that a person must decide on, after a place in the list. The cost is of the page.
    func conflicted(after place: ConflictPlace?, limit: Int) throws -> [ConflictedRecord]

    /// How much there is of what. O(records).
    func counts() throws -> HubCounts

    /// What admins did, newest first.
    func acts(limit: Int) throws -> [Act]
}

/// One transaction that writes.
package protocol HubWriter: HubReader {
    /// Makes this the charter of the hub, and lays out every record's readable row anew.
    func adopt(_ charter: String, schema: SummarySchema, on day: String) throws

    /// Whether nothing is left of what the newest charter takes away.
    func isSwept() throws -> Bool

    /// Puts what `held` leaves of records in their place, for at most `limit` records after those
    /// that earlier calls under this charter went through. A record of which nothing is left is
    /// forgotten, and not erased.
    func sweep(limit: Int, _ held: Projection) throws -> CharterSweep

    /// Takes a new office in. Its name must be new.
    func enrol(_ name: String, secretDigest: [UInt8]?, on day: String) throws -> OfficeNumber

    /// Remembers a code, in place of the one that the office had.
    func expect(_ code: WaitingCode) throws

    /// Remembers a certificate of an office, and forgets those of the office that have expired.
    func admit(_ certificate: OfficeCertificate, at now: Int64) throws

    /// Lets an office in again that was revoked.
    func readmit(_ office: OfficeNumber) throws

    /// Makes all that the office could show worthless.
    func revoke(_ office: OfficeNumber, on day: String) throws

    /// Writes records' new states and their readable rows, and lists records anew in the feeds of
    /// offices, under each office's next numbers, which makes each office part of their audience.
    /// What is listed is written here or known. O(records).
    func put(
        _ states: [(id: RecordID, state: PackedRecord)], listing changed: [OfficeNumber: [RecordID]]
    ) throws

    /// Drops a record and remembers that it was erased. One that was never held is remembered too.
    func erase(_ id: RecordID) throws

    /// Remembers the day of the office's last exchange.
    func note(exchangeOf office: OfficeNumber, on day: String) throws

    /// Remembers what an admin did.
    func note(_ act: Act) throws

    /// Forgets the tags of all but the newest numbers of each channel. An office whose every
    /// checkpoint is forgotten goes through all of its part again, and loses nothing.
    func pruneTags(keeping newest: Int) throws
}

/// A charter as the store keeps it.
package struct StoredCharter: Hashable, Sendable {
    /// Which of the charters that this hub ever had, from 1.
    package let number: Int64
    /// The YAML text.
    package let source: String
}

/// How far dropping what the newest charter doesn't let be held has got.
package struct CharterSweep: Hashable, Sendable {
    /// Values dropped since the charter came.
    package let dropped: Int
    /// Whether every record was gone through.
    package let isDone: Bool
    /// Whether this call was the one that went through the last.
    package let isComplete: Bool
}

/// An office, found by its secret.
package struct EnrolledSecret: Hashable, Sendable {
    package let office: OfficeNumber
    package let digest: [UInt8]
}

/// How much a hub holds.
package struct HubCounts: Hashable, Sendable {
    /// Records of each type, in the order of the charter.
    package let records: [TypeCount]
    package let erased: Int

    package struct TypeCount: Hashable, Sendable {
        package let type: Code
        package let records: Int
        /// Those that a person must decide on.
        package let conflicted: Int
    }
}
