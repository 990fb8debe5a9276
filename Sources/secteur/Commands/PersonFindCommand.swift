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
                liste de toutes les personnes.
                """,
            en: """
                Examples:
                  secteur person find durand zo
                  secteur person find                      the program asks for the name

                Accents and capitals don't count. Twenty answers at most: there is no list of all \
                persons.
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
            let matches = try desk.find(name: sought())
            let names = try desk.personType().fields.filter { field in
                if case .name = field.type { true } else { false }
            }
            if output.json {
                Output.json([
                    "persons": .array(matches.persons.map { RecordWords($0, in: desk).json }),
                    "more": .bool(matches.more),
                ])
                return
            }
            if matches.persons.isEmpty {
                Output.line(local(fr: "Personne de ce nom ici.", en: "Nobody of that name here."))
                return
            }
            var table = Table([.init("id")] + names.map { .init($0.label.local, shrinks: true) })
            for person in matches.persons {
                table.add(
                    [person.id.short]
                        + names.map { field in
                            person.values[field.name].map { field.words(for: $0) } ?? "-"
                        })
            }
            Output.line(table.text(width: Terminal.columns()))
            if matches.more {
                Output.line(
                    local(
                        fr: "Et d'autres : précisez le nom.",
                        en: "And others: give more of the name."))
            }
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
