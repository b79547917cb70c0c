import NixStores

extension EngineEvent {
    /// How far the copying of an artefact's store paths is.
    static func copying(artefact: String, _ progress: CopyProgress) -> EngineEvent {
        .forging(
            artefact: artefact, step: "copy store paths", done: Int64(clamping: progress.bytesDone),
            total: Int64(clamping: progress.bytes))
    }
}
