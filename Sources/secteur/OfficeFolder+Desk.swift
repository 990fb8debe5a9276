package import Console
import Desk
import DossierStore
import SummaryStore

extension OfficeFolder {
    /// Opens the office.
    func desk() throws -> Desk {
        try Desk(dossiers: dossiers, summaries: summaries, sha256: Console.sha256)
    }

    /// The file of the secret by which a hub knows the office. `secteur-sync` reads it.
    var secretFile: String { path + "/hub.secret" }
}

extension DossierError: ExitCoded {
    package var exit: Exit {
        switch kind {
        case .keyMissing: .noInput
        case .keyExposed, .keyWrong: .config
        case .sealBroken, .unknownPerson, .duplicate: .dataRefused
        case .changedMeanwhile: .temporary
        }
    }
}
