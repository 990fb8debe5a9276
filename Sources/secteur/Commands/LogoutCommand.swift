import ArgumentParser
import Console

/// `secteur logout`
struct LogoutCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout",
        abstract: local(fr: "Ferme la session.", en: "End the session."),
        discussion: local(
            fr: "Exemple :\n  secteur logout", en: "Example:\n  secteur logout"))

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let ended = try OfficeSession(office.folder).end()
            if output.json {
                Output.json(["ended": .bool(ended)])
            } else {
                Output.line(
                    ended
                        ? local(fr: "Session fermée.", en: "Logged out.")
                        : local(fr: "Aucune session n'était ouverte.", en: "Nobody was logged in."))
            }
        }
    }
}
