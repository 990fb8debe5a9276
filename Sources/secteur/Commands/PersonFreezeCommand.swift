import ArgumentParser
import Charter
import Console
import Desk
import DossierStore
import SyncCore

/// `secteur person freeze ID --reason REASON`
struct PersonFreezeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze",
        abstract: local(
            fr: "Gèle un dossier le temps de régler un désaccord (RGPD, article 18).",
            en: "Freeze a case file while a disagreement is settled (GDPR, article 18)."),
        discussion: local(
            fr: """
                Exemple :
                  secteur person freeze 3f2a91c0 --reason accuracy

                Le dossier est gardé et se lit ; il ne se modifie plus, plus rien n'en part, et son \
                délai ne l'efface pas. Les raisons sont celles de la loi :
                  accuracy    la personne en conteste l'exactitude
                  unlawful    il ne devrait pas être gardé, et elle s'oppose à l'effacement
                  claim       elle en a besoin pour faire valoir un droit
                  objection   elle s'est opposée, et c'est à l'examen
                """,
            en: """
                Example:
                  secteur person freeze 3f2a91c0 --reason accuracy

                The case file is kept and can be read; it is edited no more, nothing more of it \
                leaves, and its period doesn't erase it. The reasons are the law's:
                  accuracy    the person contests its accuracy
                  unlawful    it shouldn't be kept, and they oppose its erasure
                  claim       they need it for a legal claim
                  objection   they objected, and that is being looked at
                """))

    @OptionGroup var person: RecordArgument

    @Option(help: ArgumentHelp(local(fr: "La raison.", en: "The reason.")))
    var reason: FolderMarks.Freeze.Reason

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let id = try person.id(in: desk)
            try desk.freeze(id, for: reason)
            let left = try desk.access(of: id).disclosures.count
            if output.json {
                Output.json([
                    "frozen": .string(id.description), "reason": .string(reason.word),
                    "left_before": .integer(Int64(left)),
                ])
                return
            }
            Output.line(
                local(
                    fr: "Dossier gelé : \(id.short) (\(reason.words.fr))",
                    en: "Case file frozen: \(id.short) (\(reason.words.en))"))
            if left > 0 {
                Output.line(
                    local(
                        fr: "Ce qui était parti avant y reste : secteur person access \(id.short)",
                        en: "What had left before stays there: secteur person access \(id.short)"))
            }
        }
    }
}
