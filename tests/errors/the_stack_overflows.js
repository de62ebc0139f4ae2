function forever() {
  forever();
}
forever();
