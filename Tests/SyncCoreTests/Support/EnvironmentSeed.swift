import Glibc

func environmentSeed() -> UInt64? {
    getenv("SECTEUR_SEED").flatMap { UInt64(String(cString: $0)) }
}
