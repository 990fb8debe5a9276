import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur person refuse [ID]`
struct PersonRefuseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refuse",
        abstract: local(
            fr: "Ouvre un dossier papier pour une personne qui refuse d'être enregistrée.",
            en: "Open a paper case file for a person who refuses to be recorded."),
        discussion: local(
            fr: """
                Exemples :
                  secteur person refuse                  donne une référence à écrire sur le papier
                  secteur contract new 3f2a-91c0-77de --kind cer --start 2026-02-10
                  secteur person refuse 3f2a91c0         la personne était enregistrée
                  secteur person refuse 3f2a91c0 --withdraw     elle a changé d'avis

                Le contrat suit son cours. Rien qui dise qui est la personne, ni sa vie, n'est \
                enregistré ; ce qui l'était est détruit. Le refus lui-même ne part pas, ne se compte \
                pas et ne se liste pas.
                """,
            en: """
                Examples:
                  secteur person refuse                  gives a reference to write on the paper
                  secteur contract new 3f2a-91c0-77de --kind cer --start 2026-02-10
                  secteur person refuse 3f2a91c0         the person was recorded
                  secteur person refuse 3f2a91c0 --withdraw     they changed their mind

                The contract goes on. Nothing that says who the person is, or tells of their life, \
                is recorded; what was is destroyed. The refusal itself doesn't leave, isn't counted \
                and isn't listed.
                """))

    @Argument(
        help: ArgumentHelp(
            local(
                fr: "Une personne enregistrée ; sans elle, un dossier nouveau.",
                en: "A person who is recorded; without one, a new case file."),
            valueName: local(fr: "identifiant", en: "identifier")))
    var digits: String?

    @Flag(
        help: ArgumentHelp(
            local(
                fr: "La personne accepte de nouveau d'être enregistrée.",
                en: "The person agrees to be recorded again.")))
    var withdraw = false

    @Flag(help: ArgumentHelp(local(fr: "Ne demande pas.", en: "Don't ask.")))
    var yes = false

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard !withdraw || digits != nil else {
            throw ValidationError(
                local(fr: "--withdraw demande un dossier", en: "--withdraw wants a case file"))
        }
    }

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let id = try digits.map { try desk.identifier(startingWith: $0) }
            if withdraw, let id {
                try desk.moveFromPaper(id)
                return tell(id, local(fr: "Dossier rouvert : ", en: "Case file open again: "))
            }
            if let id {
                try Console.confirm(
                    Phrase(
                        fr: "Détruire pour toujours ce qui dit qui est cette personne "
                            + "(\(id.short)), et tout sauf ses contrats ?",
                        en: "Destroy for ever what says who this person is (\(id.short)), and all "
                            + "but their contracts?"),
                    agreed: yes)
                try desk.moveToPaper(id)
            }
            tell(
                try id ?? desk.addOnPaper(),
                local(fr: "Dossier papier : ", en: "Paper case file: "))
        }
    }

    private func tell(_ id: RecordID, _ words: String) {
        if output.json {
            Output.json([
                "id": .string(id.description), "reference": .string(id.paperReference),
            ])
            return
        }
        Output.line(words + id.paperReference)
        if !withdraw {
            Output.line(
                local(
                    fr: "Écrivez cette référence sur le papier : rien d'autre n'y ramène.",
                    en: "Write this reference on the paper: nothing else leads back to it."))
        }
    }
}
