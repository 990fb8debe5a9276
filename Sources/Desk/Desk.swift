package import Charter
package import DossierStore
internal import Foundation
import StoreFile
package import SummaryStore
package import SyncCore
internal import Synchronization

/// The office application: persons, contracts and notes over the two stores.
///
/// Confidential fields go into the sealed dossiers; what the charter lets leave goes, by way of
/// clearance alone, into the shareable store. A write goes to the dossiers first, with a note of
/// what is not yet disclosed, and is then disclosed. A crash between the two is made good at the
/// next opening.
package final class Desk: Sendable {
    package let dossiers: DossierStore
    package let summaries: SummaryStore
    package var charter: Charter { summaries.charter }

    /// Called at each moment at which one file is ahead of the other. Tests throw there.
    let atMoment: @Sendable (Moment) throws -> Void
    /// The day that it is, for what the charter keeps for a time. It plays no part in any merge.
    let today: @Sendable () -> CivilDate
    /// Seconds since 1 January 1970, for the journal of access.
    let now: @Sendable () -> Int64
    /// Records whose reading the journal was told of since this desk was opened.
    let readBefore = Mutex<Set<RecordID>>([])

    /// Where a crash leaves one file ahead of the other.
    package enum Moment: Sendable, CaseIterable {
        case dossierWritten
        case summaryWritten
        case dossierErased
        case broughtHome
        case charterAccepted
    }

    /// Who opened the office.
    package var account: Account { dossiers.account }

    /// Makes the files of a new office, with its first administrator. Neither may be there; a
    /// making that was interrupted can be done again. Returns the recovery code, which is kept
    /// nowhere.
    package static func create(
        dossiers: String, summaries: String, charter: Charter,
        settings: [SummaryStore.SettingName: String],
        administrator: SealedDossiers.FirstAdministrator
    ) throws -> RecoveryCode {
        guard !FileManager.default.fileExists(atPath: summaries) else {
            throw StoreError(.exists, path: summaries)
        }
        try PasswordRules(account: administrator.code, officeName: settings[.officeName])
            .check(administrator.password)
        if FileManager.default.fileExists(atPath: dossiers) { try removeUnfinished(dossiers) }
        let recovery = try SealedDossiers.create(at: dossiers, for: administrator)
        let charterNoted = [SummaryStore.SettingName.charterNoted: "\(charter.version)"]
        try SummaryStore.create(
            at: summaries, charter: charter, settings: settings.merging(charterNoted) { $1 })
        return recovery
    }

    /// Removes dossiers that an interrupted making left: with nothing in them, and nobody but the
    /// first account, whose recovery code was never told.
    private static func removeUnfinished(_ path: String) throws {
        let left = try SealedDossiers(at: path)
        let isUnused = try left.counts().records == 0 && left.accountCount() <= 1
        try left.close()
        guard isUnused else { throw StoreError(.exists, path: path) }
        for rest in ["-wal", "-shm", ""] { unlink(path + rest) }
    }

    /// Opens an office as whoever opened its dossiers, and makes good what a crash left undone
    /// between its two files.
    ///
    /// Throws `password-change-due` for an account whose person must choose a password first.
    ///
    /// - Parameters:
    ///   - generator: draws the identifiers of new records.
    ///   - holdsFolder: false for whoever replaces the office, and has its folder alone.
    package init(
        dossiers: DossierStore, summaries: String, sha256: @escaping SHA256Function,
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        holdsFolder: Bool = true,
        today: @escaping @Sendable () -> CivilDate = SystemDay.today,
        now: @escaping @Sendable () -> Int64 = SystemClock.seconds,
        atMoment: @escaping @Sendable (Moment) throws -> Void = { _ in }
    ) throws {
        guard !dossiers.account.mustChangePassword else {
            throw AccountRefusal.passwordChangeDue(dossiers.account.code)
        }
        self.dossiers = dossiers
        self.summaries = try SummaryStore(
            path: summaries, sha256: sha256, generator: generator, holdsFolder: holdsFolder)
        self.today = today
        self.now = now
        self.atMoment = atMoment
        try repeatErasures()
        try eraseSummaries()
        if try hasTraces() { try removeTraces() }
        try bringHome()
        try noteCharter()
        try discloseAll()
    }

    /// The declared type, or a refusal that names it.
    package func type(_ name: Code) throws -> RecordType {
        guard let type = charter.type(name) else { throw DeskError.undeclaredType(name) }
        return type
    }
}
