import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur person find NAME`
struct PersonFindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: local(
            fr: "Cherche une personne par son nom.", en: "Look a person up by name."),
        discussion: local(
            fr: """
                Exemples :
                  secteur person find durand zo
                  secteur person find                      le programme demande le nom

                Accents et majuscules ne comptent pas. Vingt réponses au plus : il n'y a pas de \
                liste de toutes les personnes. Plusieurs personnes ne sont nommées ensemble qu'à \
                l'écran de leur référent ; dans un fichier ou avec --json, une seule.
                """,
            en: """
                Examples:
                  secteur person find durand zo
                  secteur person find                      the program asks for the name

                Accents and capitals don't count. Twenty answers at most: there is no list of all \
                persons. Several persons are named together only on the screen of who is in charge \
                of them; in a file or with --json, only one.
                """))

    @Argument(
        help: ArgumentHelp(
            local(fr: "Débuts de noms.", en: "Beginnings of names."),
            valueName: local(fr: "nom", en: "name")))
    var words: [String] = []

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let isOwnScreen = Terminal.isInteractive(.output) && !output.json
            let matches = try desk.find(
                name: sought(), for: isOwnScreen ? .ownScreen : .elsewhere)
            let names = try desk.personType().fields.filter { field in
                if case .name = field.type { true } else { false }
            }
            if output.json {
                Output.json([
                    "persons": .array(matches.persons.map { RecordWords($0, in: desk).json }),
                    "more": .bool(matches.more),
                    "unnamed": .integer(Int64(matches.unnamed)),
                ])
                return
            }
            if matches.persons.isEmpty, matches.unnamed == 0 {
                Output.line(local(fr: "Personne de ce nom ici.", en: "Nobody of that name here."))
                return
            }
            show(matches, names: names)
        }
    }

    private func show(_ matches: Desk.Matches, names: [Field]) {
        if !matches.persons.isEmpty {
            var table = Table([.init("id")] + names.map { .init($0.label.local, shrinks: true) })
            for person in matches.persons {
                table.add(
                    [person.id.short]
                        + names.map { field in
                            person.values[field.name].map { field.words(for: $0) } ?? "-"
                        })
            }
            Output.line(table.text(width: Terminal.columns()))
        }
        if matches.more {
            Output.line(
                local(
                    fr: "Et d'autres : précisez le nom.", en: "And others: give more of the name."))
        }
        if matches.unnamed > 0 {
            Output.line(
                local(
                    fr: "\(matches.unnamed) dans d'autres dossiers du service : précisez le nom.",
                    en: "\(matches.unnamed) in other case files of the office: "
                        + "give more of the name."))
        }
    }

    private func sought() -> String {
        if words.isEmpty, Terminal.isInteractive(.input) {
            Output.errorFragment(local(fr: "Nom : ", en: "Name: "))
            return readLine() ?? ""
        }
        return words.joined(separator: " ")
    }
}
