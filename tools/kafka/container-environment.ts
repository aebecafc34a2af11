/** Settings as Kafka's own image takes them: `log.dirs` is KAFKA_LOG_DIRS. */
export function environmentOf(properties: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [`KAFKA_${name.toUpperCase().replaceAll('.', '_')}`, value]),
  );
}
