import ArgumentParser
import Console

/// Starts the program: a server is confined first, while the program has one thread.
@main
enum Program {
    static func main() async {
        do {
            var command = try SecteurHub.parseAsRoot()
            if let server = command as? ServeCommand { try Console.run { try server.confine() } }
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            SecteurHub.exit(withError: error)
        }
    }
}
