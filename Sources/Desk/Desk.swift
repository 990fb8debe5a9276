package import Charter
package import DossierStore
internal import Foundation
import StoreFile
package import SummaryStore
package import SyncCore

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

    /// Where a crash leaves one file ahead of the other.
    package enum Moment: Sendable, CaseIterable {
        case dossierWritten
        case summaryWritten
        case dossierErased
    }

    /// Makes the files of a new office. Neither may be there; a making that was interrupted can be
    /// done again.
    package static func create(
        dossiers: String, summaries: String, charter: Charter,
        settings: [SummaryStore.SettingName: String]
    ) throws {
        guard !FileManager.default.fileExists(atPath: summaries) else {
            throw StoreError(.exists, path: summaries)
        }
        if FileManager.default.fileExists(atPath: dossiers) {
            let counts = try DossierStore(at: dossiers).read { try $0.counts() }
            guard counts.records == 0 else { throw StoreError(.exists, path: dossiers) }
        } else {
            try DossierStore.create(at: dossiers)
        }
        try SummaryStore.create(at: summaries, charter: charter, settings: settings)
    }

    /// Opens an office, and makes good what a crash left undone between its two files.
    ///
    /// - Parameter generator: draws the identifiers of new records.
    package init(
        dossiers: String, summaries: String, sha256: @escaping SHA256Function,
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        atMoment: @escaping @Sendable (Moment) throws -> Void = { _ in }
    ) throws {
        self.dossiers = try DossierStore(at: dossiers)
        self.summaries = try SummaryStore(path: summaries, sha256: sha256, generator: generator)
        self.atMoment = atMoment
        try eraseSummaries()
        try discloseAll()
    }

    /// The declared type, or a refusal that names it.
    package func type(_ name: Code) throws -> RecordType {
        guard let type = charter.type(name) else { throw DeskError.undeclaredType(name) }
        return type
    }
}
