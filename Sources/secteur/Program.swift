import ArgumentParser
import Confinement
import Console

/// Starts the program. Its memory will hold keys and case files: no dump shows them.
@main
enum Program {
    static func main() {
        do {
            try Console.run { try Confinement.keepMemoryPrivate() }
        } catch {
            Secteur.exit(withError: error)
        }
        Secteur.main()
    }
}
