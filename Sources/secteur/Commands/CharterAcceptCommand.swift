import ArgumentParser
import Charter
import Console
import Desk
import DossierStore
import Glibc
import SummaryStore
import SyncCore

/// `secteur charter accept VERSION`
struct CharterAcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: local(
            fr: "Accepte une nouvelle version de la charte ; il y faut deux comptes différents.",
            en: "Accept a new version of the charter; it takes two different accounts."),
        discussion: local(
            fr: """
                Exemple :
                  secteur charter accept 2

                Ce qui est élargi ne vaut que pour ce qui est écrit ensuite. Ce que la version ne \
                déclare plus est détruit dans les dossiers.
                """,
            en: """
                Example:
                  secteur charter accept 2

                What is widened holds only for what is written from then on. What the version no \
                longer declares is destroyed in the case files.
                """))

    @Argument(
        help: ArgumentHelp(local(fr: "La version qui attend.", en: "The version that waits.")))
    var version: Int

    @OptionGroup var office: OfficeOption

    @Flag(
        help: ArgumentHelp(local(fr: "Ne demande pas de confirmer.", en: "Don't ask to confirm.")))
    var yes = false

    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let standing = try desk.charterStanding()
            if !output.json, !standing.isAccepted {
                Output.line(standing.difference.explain(Console.language))
            }
            try Console.confirm(
                Phrase(
                    fr: "Accepter la version \(version) au nom du compte \(desk.account.code) ?",
                    en: "Accept version \(version) in the name of account \(desk.account.code)?"),
                agreed: yes)
            tell(try desk.accept(version: version, at: Int64(time(nil))))
        }
    }

    private func tell(_ acceptance: Desk.Acceptance) {
        if output.json {
            return Output.json([
                "version": .integer(Int64(version)), "inForce": .bool(acceptance == .inForce),
            ])
        }
        switch acceptance {
        case .waitsForAnother:
            Output.line(
                local(
                    fr: "Noté. Un autre compte doit l'accepter aussi.",
                    en: "Noted. Another account must accept it too."))
        case .inForce:
            Output.line(
                local(
                    fr: "La version \(version) de la charte vaut désormais ici.",
                    en: "Version \(version) of the charter holds here from now on."))
        }
    }
}
