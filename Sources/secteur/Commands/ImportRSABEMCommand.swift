import ArgumentParser
import Console
import Desk
import Imports

/// `secteur import rsabem FILE`
struct ImportRSABEMCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rsabem",
        abstract: local(
            fr: "Reprend les personnes du flux mensuel de la CAF (RSABEM).",
            en: "Take in the persons of the CAF's monthly flow (RSABEM)."),
        discussion: local(
            fr: "Exemple :\n  secteur import rsabem flux.xml --dry-run\n\n" + ImportOptions.words,
            en: "Example:\n  secteur import rsabem flow.xml --dry-run\n\n" + ImportOptions.words))

    @OptionGroup var options: ImportOptions
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            var reader = try RSABEMReader(.file(options.path), charter: desk.charter)
            try ImportRun(desk: desk, options: options, output: output).run(&reader)
        }
    }
}
