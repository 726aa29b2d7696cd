SELECT reset_items();
