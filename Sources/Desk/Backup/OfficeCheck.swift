import Charter
import DossierStore
internal import Foundation
import StoreFile
import SummaryStore
package import SyncCore

/// One of the things that `secteur verify` looks at. A new one is a constant here and a place in
/// `all`.
package struct OfficeCheck: Sendable {
    package typealias Progress = (_ done: Int) throws -> Void

    /// In findings and in `--json`.
    package let name: Code
    package let title: Phrase
    let run: @Sendable (Desk, OfficeFiles, Progress) throws -> [OfficeFinding]

    package static let all = contents + [erasures, files]

    /// Those of what the stores hold, wherever they lie: what a backup is made of, and what it is put
    /// back from, passes them.
    static let contents: [OfficeCheck] = [databases, seals, accounts, journal, charter, summaries]

    /// SQLite's own: pages, indexes, constraints, references; and the index of identifiers.
    static let databases: OfficeCheck = .init(
        name: Code(literal: "databases"), title: Phrase(fr: "Bases", en: "Databases")
    ) { desk, _, _ in
        let faults = [
            (desk.dossiers.path, try desk.dossiers.faults()),
            (desk.summaries.path, try desk.summaries.faults()),
        ]
        return faults.flatMap { path, faults in
            faults.map { fault in
                OfficeFinding(
                    databases.name, at: path,
                    Phrase(
                        fr: "\(path) est endommagée : \(fault)", en: "\(path) is damaged: \(fault)"
                    ))
            }
        }
    }

    /// Each seal of each folder opens where it was put, and nothing was taken away.
    static let seals: OfficeCheck = .init(
        name: Code(literal: "seals"), title: Phrase(fr: "Scellés", en: "Seals")
    ) { desk, _, progress in
        var findings: [OfficeFinding] = []
        var (last, records): (RecordID?, Int) = (nil, 0)
        try desk.dossiers.read { dossiers in
            while case let page = try dossiers.persons(after: last, limit: 500), !page.isEmpty {
                for person in page {
                    do {
                        records += try dossiers.records(of: person).count
                    } catch let error as any Explained
                        where ["seal-broken", "store-corrupt"].contains(error.code)
                    {
                        findings.append(
                            OfficeFinding(seals.name, at: person.description, error.what))
                    }
                    try progress(records)
                }
                last = page.last
            }
        }
        return findings
    }

    /// No account was added, taken away, edited or put back from outside of the program.
    static let accounts: OfficeCheck = .init(
        name: Code(literal: "accounts"), title: Phrase(fr: "Comptes", en: "Accounts")
    ) { desk, _, _ in
        try desk.dossiers.read { try $0.accounts() }.compactMap { entry -> OfficeFinding? in
            guard case .altered(let code) = entry else { return nil }
            let error = AccountError.altered(code.description)
            return OfficeFinding(
                accounts.name, at: code.description, error.what, remedy: error.remedy)
        }
    }

    /// Each line of the journal of access opens in its place, and none is missing.
    static let journal: OfficeCheck = .init(
        name: Code(literal: "journal"), title: Phrase(fr: "Journal", en: "Journal")
    ) { desk, _, progress in
        do {
            try progress(try desk.verifyJournal())
            return []
        } catch let error as DossierError {
            return [
                OfficeFinding(
                    journal.name, at: desk.dossiers.path, error.what, remedy: error.remedy)
            ]
        }
    }

    /// Each version of the charter can be read, follows the one before, and none is missing.
    static let charter: OfficeCheck = .init(
        name: Code(literal: "charter"), title: Phrase(fr: "Charte", en: "Charter")
    ) { desk, _, _ in
        let path = desk.summaries.path
        return try desk.summaries.charterFaults().map { fault in
            OfficeFinding(charter.name, at: path, words(of: fault, in: path))
        }
    }

    private static func words(
        of fault: SummaryStore.CharterFault, in path: String
    ) -> Phrase {
        switch fault {
        case .unreadable(let number):
            Phrase(
                fr: "Dans \(path), la charte numéro \(number) n'est plus lisible.",
                en: "In \(path), charter number \(number) can't be read any more.")
        case .lost(let number):
            Phrase(
                fr: "Dans \(path), il manque la charte numéro \(number).",
                en: "In \(path), charter number \(number) is missing.")
        case .outOfOrder(let number):
            Phrase(
                fr: "Dans \(path), la charte numéro \(number) ne suit pas la précédente.",
                en: "In \(path), charter number \(number) doesn't follow the one before.")
        }
    }

    /// Each summary is what its digest says.
    static let summaries: OfficeCheck = .init(
        name: Code(literal: "summaries"), title: Phrase(fr: "Fiches", en: "Summaries")
    ) { desk, _, _ in
        let path = desk.summaries.path
        if (try? desk.summaries.checkInvariants()) == true { return [] }
        return [
            OfficeFinding(
                summaries.name, at: path,
                Phrase(
                    fr: "Une fiche de \(path) n'est pas ce que dit son empreinte.",
                    en: "A record in \(path) isn't what its digest says."))
        ]
    }

    /// The list of erasures is the office's own, and nothing erased is left in a log.
    static let erasures: OfficeCheck = .init(
        name: Code(literal: "erasures"), title: Phrase(fr: "Effacements", en: "Erasures")
    ) { desk, _, _ in
        var findings: [OfficeFinding] = []
        let path = desk.dossiers.erasuresPath
        if try desk.dossiers.strangeErasureLines() > 0 {
            findings.append(
                OfficeFinding(
                    erasures.name, at: path,
                    Phrase(
                        fr: "\(path) a des lignes que ce bureau n'a pas écrites, ou coupées.",
                        en: "\(path) has lines that this office didn't write, or cut short."),
                    remedy: Phrase(
                        fr: "Elles sont sans effet. Prévenez la personne chargée de la sécurité.",
                        en: "They have no effect. Tell whoever is in charge of security.")))
        }
        if try desk.hasTraces() {
            findings.append(
                OfficeFinding(
                    erasures.name, at: desk.dossiers.path,
                    Phrase(
                        fr: "Un journal de la base garde encore des restes scellés effacés.",
                        en: "A log of the store still holds sealed remains of what was erased."),
                    remedy: Phrase(
                        fr: "Fermez les autres programmes du bureau et relancez la commande.",
                        en: "Close the office's other programs and run the command again.")))
        }
        return findings
    }

    /// Nobody but the owner can read what is confidential. The sync program may have an account of
    /// its own on the machine, so the group may read what is shared.
    static let files: OfficeCheck = .init(
        name: Code(literal: "files"), title: Phrase(fr: "Droits", en: "Permissions")
    ) { _, office, _ in
        let own = [BackupName.dossiers, .erasures].flatMap { name in
            ["", "-wal", "-shm"].map { (office.path(of: name) + $0, 0o077) }
        }
        let shared = (try? FileManager.default.contentsOfDirectory(atPath: office.shared)) ?? []
        let paths =
            own + [(office.folder, 0o066), (office.shared, 0o007)]
            + shared.sorted().map { (office.shared + "/" + $0, 0o007) }
        return paths.compactMap { path, forbidden -> OfficeFinding? in
            var status = stat()
            guard lstat(path, &status) == 0, Int(status.st_mode) & forbidden != 0 else {
                return nil
            }
            return OfficeFinding(
                files.name, at: path,
                Phrase(
                    fr: "D'autres comptes de la machine ont accès à \(path).",
                    en: "Other accounts of the machine have access to \(path)."),
                remedy: Phrase(fr: "chmod go= \(path)", en: "chmod go= \(path)"))
        }
    }
}

extension Desk {
    /// All that is found wrong with the office, by every check unless said. O(everything), memory for
    /// one folder.
    package func findings(
        _ checks: [OfficeCheck] = OfficeCheck.all, in office: OfficeFiles,
        progress: (_ check: OfficeCheck, _ done: Int) throws -> Void = { _, _ in }
    ) throws -> [OfficeFinding] {
        try checks.flatMap { check in
            try check.run(self, office) { try progress(check, $0) }
        }
    }
}
